package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream was read in the order of a key, chunk by chunk.
 *
 * @param key names of the key's columns
 * @param types their types
 * @param last the last key delivered, as the server's text; empty if there was no row
 * @param complete whether the end was reached
 * @param horizon that of the first chunk: whatever changed since is at or above it; null where
 *     there is none
 * @param files the tables that were read, as of the first chunk
 */
record KeyPosition(
    List<String> key,
    List<String> types,
    List<String> last,
    boolean complete,
    @Nullable Horizon horizon,
    TableFiles files)
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
    if (horizon != null) {
      tree.set("horizon", horizon.encode());
      tree.set("files", files.encode());
    }
    return tree;
  }

  static KeyPosition of(JsonNode tree) {
    return new KeyPosition(
        JSON.list(tree, "key"),
        JSON.list(tree, "types"),
        JSON.list(tree, "last"),
        JSON.required(tree, "complete").asBoolean(),
        tree.has("horizon") ? Horizon.decode(tree.get("horizon")) : null,
        TableFiles.decode(tree.get("files")));
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
