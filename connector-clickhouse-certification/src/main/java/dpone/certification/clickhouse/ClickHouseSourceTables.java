package dpone.certification.clickhouse;

import dpone.certify.kit.Days;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that pipelines read, in several parts and sorted by their key. */
record ClickHouseSourceTables(Client client) implements SourceTables {
  private static final Days DAYS = new Days(LocalDate.of(1900, 1, 1), LocalDate.of(2299, 12, 31));

  @Override
  public String create(TestTable table) throws IOException {
    String name = name(table);
    client.run("DROP TABLE IF EXISTS " + name + " SYNC");
    client.run(
        "CREATE TABLE "
            + name
            + " ("
            + CanonicalText.columns(table.columns())
            + ") ENGINE = MergeTree ORDER BY ("
            + key(table)
            + ")");
    return name;
  }

  @Override
  public Days days() {
    return DAYS;
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) throws IOException {
    CanonicalText.insert(client, table, name(table), rows);
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) throws IOException {
    delete(table, rows);
    insert(table, rows);
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) throws IOException {
    String keys =
        rows.stream()
            .map(row ->
                table.keyOf(row).stream()
                    .map(cell -> "'" + cell.replace("\\", "\\\\").replace("'", "\\'") + "'")
                    .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    String texts =
        table.key().stream()
            .map(column -> "toString(" + CanonicalText.quoted(column) + ")")
            .collect(Collectors.joining(", "));
    client.run(
        "DELETE FROM "
            + name(table)
            + " WHERE ("
            + texts
            + ") IN ("
            + keys
            + ") SETTINGS lightweight_deletes_sync = 2, max_query_size = 0");
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) throws IOException {
    client.run(
        "ALTER TABLE " + name(table) + " ADD COLUMN " + CanonicalText.columns(List.of(column)));
  }

  private static String key(TestTable table) {
    return table.key().stream().map(CanonicalText::quoted).collect(Collectors.joining(", "));
  }

  private static String name(TestTable table) {
    return ClickHouseSystem.SOURCE + "." + table.name();
  }
}
