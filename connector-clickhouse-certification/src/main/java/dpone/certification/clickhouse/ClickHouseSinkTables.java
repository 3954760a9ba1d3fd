package dpone.certification.clickhouse;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tables that pipelines wrote, rendered by the server. */
record ClickHouseSinkTables(Client client) implements SinkTables {
  @Override
  public String target(String name) throws IOException {
    String target = ClickHouseSystem.TARGET + "." + name;
    client.run("DROP TABLE IF EXISTS " + target + " SYNC");
    return target;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows) throws IOException {
    client.run(
        "CREATE TABLE "
            + target
            + " ("
            + CanonicalText.columns(table.columns())
            + ") ENGINE = MergeTree ORDER BY tuple()");
    CanonicalText.insert(client, table, target, rows);
  }

  @Override
  public List<TestRow> rows(TestTable table, String target) throws IOException {
    String cells =
        table.columns().stream()
            .map(c -> CanonicalText.expression(c.type(), CanonicalText.quoted(c.name())))
            .collect(Collectors.joining(", "));
    return client.rows("SELECT " + cells + " FROM " + target).stream().map(TestRow::new).toList();
  }

  /** The kit has one such column, of text. */
  @Override
  public Optional<String> empty(TestTable.Column column) {
    return Optional.of("");
  }

  @Override
  public boolean exists(String target) throws IOException {
    return client.cell("EXISTS TABLE " + target).equals("1");
  }
}
