package dpone.certification.mssql;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that pipelines read. */
record MssqlSourceTables(Client client, Recording recording) implements SourceTables {
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
    recording.begin(client, MssqlSystem.SOURCE, table.name());
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
    for (TestRow row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        TestTable.Column column = table.columns().get(i);
        if (!table.key().contains(column.name())) {
          cells.add(
              CanonicalText.quoted(column.name())
                  + " = "
                  + CanonicalText.literal(column.type(), row.cell(i)));
        }
      }
      client.run(
          "UPDATE "
              + name(table)
              + " SET "
              + String.join(", ", cells)
              + " WHERE "
              + keyOf(table, row));
    }
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws SQLException {
    for (TestRow row : rows) {
      client.run("DELETE FROM " + name(table) + " WHERE " + keyOf(table, row));
    }
  }

  private static String keyOf(TestTable table, TestRow row) {
    List<String> conditions = new ArrayList<>();
    for (String column : table.key()) {
      int index = table.index(column);
      conditions.add(
          CanonicalText.quoted(column)
              + " = "
              + CanonicalText.literal(table.columns().get(index).type(), row.cell(index)));
    }
    return String.join(" AND ", conditions);
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) throws SQLException {
    client.run("ALTER TABLE " + name(table) + " ADD " + CanonicalText.definition(table, column));
    recording.columnsChanged(client, MssqlSystem.SOURCE, table.name());
  }

  private static String key(TestTable table) {
    return table.key().stream().map(CanonicalText::quoted).collect(Collectors.joining(", "));
  }

  private static String name(TestTable table) {
    return MssqlSystem.SOURCE + "." + table.name();
  }
}
