package dpone.connector.clickhouse.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.payload.Json;

/**
 * What a publish does to one target, counted by the server on the copy.
 *
 * @param inserted rows that are new
 * @param updated rows that took another's place
 * @param deleted rows that are gone
 */
record Counts(long inserted, long updated, long deleted) {
  ObjectNode encode() {
    return Json.object().put("inserted", inserted).put("updated", updated).put("deleted", deleted);
  }

  static Counts decode(JsonNode tree) {
    return new Counts(
        tree.path("inserted").asLong(),
        tree.path("updated").asLong(),
        tree.path("deleted").asLong());
  }
}
