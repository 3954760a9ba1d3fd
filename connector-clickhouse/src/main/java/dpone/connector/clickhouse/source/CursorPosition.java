package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.error.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream was read by its cursor.
 *
 * @param cursor name of the cursor column
 * @param type its type
 * @param last largest value read, as text
 * @param seen rows at it that were delivered, and how often each; null if they were not remembered
 */
record CursorPosition(String cursor, String type, String last, @Nullable Map<String, Long> seen)
    implements StreamPosition {
  /** How many rows are remembered. */
  static final int MAX_SEEN = 5_000;

  CursorPosition {
    seen = seen == null ? null : Map.copyOf(seen);
  }

  @Override
  public ObjectNode tree() {
    ObjectNode tree = JSON.object();
    tree.put("cursor", cursor);
    tree.put("type", type);
    tree.put("last", last);
    if (seen != null) {
      ObjectNode rows = tree.putObject("seen");
      new TreeMap<>(seen).forEach(rows::put);
    }
    return tree;
  }

  static CursorPosition of(JsonNode tree) {
    Map<String, Long> seen = null;
    if (tree.has("seen")) {
      seen = new LinkedHashMap<>();
      for (var row : tree.get("seen").properties()) {
        seen.put(row.getKey(), row.getValue().asLong());
      }
    }
    return new CursorPosition(
        JSON.text(tree, "cursor"), JSON.text(tree, "type"), JSON.text(tree, "last"), seen);
  }

  @Override
  public String display() {
    return cursor + " <= " + last;
  }

  /** Refuses to go on by another column than the one it was read by. */
  CursorPosition checkedFor(String stream, ReadColumn column) {
    if (!cursor.equals(column.name()) || !type.equals(column.type().text())) {
      throw ChCode.POSITION_FOREIGN
          .error(
              "the stored position is by "
                  + cursor
                  + " ("
                  + type
                  + "), the stream is now read by "
                  + column.name()
                  + " ("
                  + column.type().text()
                  + ")")
          .at(Place.field(stream, column.name()))
          .build();
    }
    return this;
  }
}
