package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publish does to one target, counted by the server on the copy.
 *
 * @param inserted rows that are new
 * @param updated rows that took another's place
 * @param deleted rows that are gone
 */
record Counts(long inserted, long updated, long deleted) {
  ObjectNode encode() {
    return JSON.object().put("inserted", inserted).put("updated", updated).put("deleted", deleted);
  }

  /** Out of a row of the server's. */
  static Counts of(List<@Nullable String> row) {
    return new Counts(number(row, 0), number(row, 1), number(row, 2));
  }

  private static long number(List<@Nullable String> row, int index) {
    return Long.parseLong(String.valueOf(row.get(index)));
  }

  static Counts decode(JsonNode tree) {
    return new Counts(
        tree.path("inserted").asLong(),
        tree.path("updated").asLong(),
        tree.path("deleted").asLong());
  }
}
