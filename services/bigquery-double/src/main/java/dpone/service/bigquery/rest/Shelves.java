package dpone.service.bigquery.rest;

import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.write.Scripted;
import dpone.service.bigquery.write.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables and faults of the interface, for the streams that write into them.
 *
 * @param known the interface
 */
record Shelves(Interface known) implements Store {
  private static final String SERVICE = "POST /google.cloud.bigquery.storage.v1.BigQueryWrite/";

  @Override
  public List<Column> columns(String table) {
    return known.columns(table);
  }

  @Override
  public void append(String table, List<List<Value>> rows) {
    known.append(table, rows);
  }

  @Override
  public @Nullable Scripted fault(String method) {
    Faults.Fault fault = known.fault(SERVICE + method);
    if (fault == null) {
      return null;
    }
    List<Scripted.Row> rows = new ArrayList<>();
    fault
        .errors()
        .forEach(error ->
            rows.add(
                new Scripted.Row(error.path("index").asLong(), error.path("message").asText())));
    return new Scripted(
        fault.done(), fault.reason(), fault.message(), fault.text().equals("answer"), rows);
  }
}
