package dpone.certification.mssql;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that pipelines read. */
record MssqlSourceTables(Client client) implements SourceTables {
  @Override
  public String create(TestTable table) throws SQLException {
    String name = name(table);
    client.drop(name);
    client.run(
        "CREATE TABLE "
            + name
            + " ("
            + CanonicalText.definitions(table)
            + ", PRIMARY KEY CLUSTERED ("
            + key(table)
            + "))");
    return name;
  }

  /** SQL Server refuses them. */
  @Override
  public boolean endlessFloats() {
    return false;
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) throws SQLException {
    CanonicalText.insert(client, table, name(table), rows);
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) throws SQLException {
    delete(table, rows);
    insert(table, rows);
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws SQLException {
    for (TestRow row : rows) {
      List<String> conditions = new ArrayList<>();
      for (String column : table.key()) {
        int index = table.index(column);
        conditions.add(
            CanonicalText.quoted(column)
                + " = "
                + CanonicalText.literal(table.columns().get(index).type(), row.cell(index)));
      }
      client.run("DELETE FROM " + name(table) + " WHERE " + String.join(" AND ", conditions));
    }
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) throws SQLException {
    client.run("ALTER TABLE " + name(table) + " ADD " + CanonicalText.definition(table, column));
  }

  private static String key(TestTable table) {
    return table.key().stream().map(CanonicalText::quoted).collect(Collectors.joining(", "));
  }

  private static String name(TestTable table) {
    return MssqlSystem.SOURCE + "." + table.name();
  }
}
