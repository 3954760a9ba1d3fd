package dpone.certification.bigquery;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables that pipelines wrote, rendered by the reference engine.
 *
 * @param client asks the double
 */
record BigQuerySinkTables(Client client) implements SinkTables {
  @Override
  public String target(String name) throws IOException {
    String target = client.dataset() + "." + name;
    client.rows("DROP TABLE IF EXISTS " + client.table(target));
    return target;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows) throws IOException {
    client.rows(
        "CREATE TABLE IF NOT EXISTS "
            + client.table(target)
            + table.columns().stream()
                .map(c ->
                    CanonicalText.quoted(c.name())
                        + " "
                        + CanonicalText.declared(c.type())
                        + (c.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(", ", " (", ")")));
    for (TestRow row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        cells.add(CanonicalText.literal(table.columns().get(i).type(), row.cell(i)));
      }
      client.rows(
          "INSERT INTO "
              + client.table(target)
              + table.columns().stream()
                  .map(c -> CanonicalText.quoted(c.name()))
                  .collect(Collectors.joining(", ", " (", ")"))
              + " VALUES ("
              + String.join(", ", cells)
              + ")");
    }
  }

  @Override
  public List<TestRow> rows(TestTable table, String target) throws IOException {
    String cells =
        table.columns().stream()
            .map(c -> CanonicalText.expression(c.type(), CanonicalText.quoted(c.name())))
            .collect(Collectors.joining(", "));
    List<TestRow> rows = new ArrayList<>();
    for (List<@Nullable String> row :
        client.rows("SELECT " + cells + " FROM " + client.table(target))) {
      List<@Nullable String> texts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Column column = table.columns().get(i);
        texts.add(CanonicalText.narrowed(column.type(), row.get(i)));
      }
      rows.add(new TestRow(texts));
    }
    return rows;
  }

  @Override
  public boolean exists(String target) throws IOException {
    return client.exists(target);
  }
}
