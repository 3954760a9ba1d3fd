package dpone.certification.postgres;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that pipelines read, filled with the server's own text format. */
record PostgresSourceTables(Connection connection) implements SourceTables {
  private static final String CHANGES = "pg_temp.changes";

  @Override
  public String create(TestTable table) throws SQLException {
    String name = name(table);
    Statements.run(connection, "DROP TABLE IF EXISTS " + name);
    String columns = CanonicalText.columns(table);
    String key = table.key().stream().map(Statements::quoted).collect(Collectors.joining(", "));
    Statements.run(
        connection, "CREATE TABLE " + name + " (" + columns + ", PRIMARY KEY (" + key + "))");
    return name;
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) throws SQLException, IOException {
    CanonicalText.copy(connection, table, name(table), rows);
    Statements.run(connection, "ANALYZE " + name(table));
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) throws SQLException, IOException {
    stage(table, rows);
    String set =
        table.columns().stream()
            .map(c -> Statements.quoted(c.name()) + " = c." + Statements.quoted(c.name()))
            .collect(Collectors.joining(", "));
    Statements.run(
        connection,
        "UPDATE "
            + name(table)
            + " t SET "
            + set
            + " FROM "
            + CHANGES
            + " c WHERE "
            + sameKey(table));
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws SQLException, IOException {
    stage(table, rows);
    Statements.run(
        connection,
        "DELETE FROM " + name(table) + " t USING " + CHANGES + " c WHERE " + sameKey(table));
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) throws SQLException {
    Statements.run(
        connection,
        "ALTER TABLE "
            + name(table)
            + " ADD COLUMN "
            + CanonicalText.columns(new TestTable("added", List.of(column), List.of())));
  }

  private void stage(TestTable table, List<TestRow> rows) throws SQLException, IOException {
    Statements.run(connection, "DROP TABLE IF EXISTS " + CHANGES);
    Statements.run(connection, "CREATE TEMP TABLE changes (LIKE " + name(table) + ")");
    CanonicalText.copy(connection, table, CHANGES, rows);
  }

  private static String sameKey(TestTable table) {
    return table.key().stream()
        .map(column -> "t." + Statements.quoted(column) + " = c." + Statements.quoted(column))
        .collect(Collectors.joining(" AND "));
  }

  private static String name(TestTable table) {
    return PostgresSystem.SOURCE + "." + table.name();
  }
}
