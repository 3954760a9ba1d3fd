package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How far a stream was read in the order of a key, chunk by chunk.
 *
 * @param key names of the key's columns
 * @param types their types
 * @param last the last key read, as text; empty if there was no row
 * @param complete whether the end was reached
 */
record KeyPosition(List<String> key, List<String> types, List<String> last, boolean complete)
    implements StreamPosition {
  KeyPosition {
    key = List.copyOf(key);
    types = List.copyOf(types);
    last = List.copyOf(last);
  }

  @Override
  public ObjectNode tree() {
    ObjectNode tree = JSON.object();
    tree.set("key", JSON.texts(key));
    tree.set("types", JSON.texts(types));
    tree.set("last", JSON.texts(last));
    tree.put("complete", complete);
    return tree;
  }

  static KeyPosition of(JsonNode tree) {
    return new KeyPosition(
        JSON.list(tree, "key"),
        JSON.list(tree, "types"),
        JSON.list(tree, "last"),
        JSON.required(tree, "complete").asBoolean());
  }

  @Override
  public String display() {
    String columns = String.join(", ", key);
    String values = String.join(", ", last);
    String at =
        key.size() == 1 ? columns + " <= " + values : "(" + columns + ") <= (" + values + ")";
    return complete ? at + ", complete" : at;
  }
}
