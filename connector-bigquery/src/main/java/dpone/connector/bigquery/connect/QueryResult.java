package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.error.BqCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement answered.
 *
 * @param rows cells as text, in the order of the statement
 * @param affected rows that it changed; -1 where BigQuery does not say
 */
public record QueryResult(List<List<@Nullable String>> rows, long affected) {
  static QueryResult of(String doing, JsonNode job, JsonNode results) {
    if (results.has("pageToken")) {
      throw BqCode.RESOURCES.error(doing + ": the answer has more rows than fit a page").build();
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (JsonNode row : results.path("rows")) {
      List<@Nullable String> cells = new ArrayList<>();
      for (JsonNode cell : row.path("f")) {
        JsonNode value = cell.path("v");
        cells.add(value.isNull() || value.isMissingNode() ? null : value.asText());
      }
      rows.add(cells);
    }
    JsonNode affected = job.path("statistics").path("query").path("numDmlAffectedRows");
    return new QueryResult(rows, affected.isMissingNode() ? -1 : affected.asLong());
  }

  /** The only row. */
  public List<@Nullable String> only() {
    if (rows.size() != 1) {
      throw BqCode.SERVER_ERROR.error("one row was asked for, " + rows.size() + " came").build();
    }
    return rows.get(0);
  }
}
