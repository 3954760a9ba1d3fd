package dpone.certification.bigquery;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables that pipelines wrote, rendered by the reference engine.
 *
 * @param client asks the double
 * @param bucket beside the dataset; empty where there is none
 */
record BigQuerySinkTables(Client client, String bucket) implements SinkTables {
  private static final String THROUGH_BUCKET = "cloud_storage";

  private static final String LOAD = "load";

  @Override
  public List<Map<String, Object>> lanes() {
    List<Map<String, Object>> lanes = new ArrayList<>();
    lanes.add(Map.of(LOAD, "jobs", "file_format", "avro"));
    lanes.add(Map.of(LOAD, "jobs", "file_format", "parquet"));
    if (!bucket.isEmpty()) {
      lanes.add(Map.of(LOAD, THROUGH_BUCKET, "stage_bucket", bucket, "stage_prefix", "certify"));
    }
    lanes.add(Map.of(LOAD, "storage_write"));
    return lanes;
  }

  @Override
  public Optional<String> laneLeftOut() {
    return bucket.isEmpty()
        ? Optional.of(LOAD + ": " + THROUGH_BUCKET + " is not tried: set " + BigQueryFixture.BUCKET)
        : Optional.empty();
  }

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
