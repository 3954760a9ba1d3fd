package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.error.PgCode;
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
 * @param last largest value delivered, as the server's text
 * @param seen rows that were delivered and may be met again, and how often each: with a horizon
 *     those at or above it, without one those at the last value; null if they were not remembered
 * @param horizon of the snapshot that was read; null where late commits are not caught
 * @param files the tables that were read, with a horizon
 * @param clear the first transaction whose id a row bears that was frozen an epoch ago; null if no
 *     row can, or without a horizon
 */
record CursorPosition(
    String cursor,
    String type,
    String last,
    @Nullable Map<String, Long> seen,
    @Nullable Horizon horizon,
    TableFiles files,
    @Nullable Long clear)
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
    if (horizon != null) {
      tree.set("horizon", horizon.encode());
      tree.set("files", files.encode());
      tree.put("clear", clear);
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
        JSON.text(tree, "cursor"),
        JSON.text(tree, "type"),
        JSON.text(tree, "last"),
        seen,
        tree.has("horizon") ? Horizon.decode(tree.get("horizon")) : null,
        TableFiles.decode(tree.get("files")),
        tree.hasNonNull("clear") ? tree.get("clear").asLong() : null);
  }

  @Override
  public String display() {
    return cursor + " <= " + last;
  }

  /** Refuses to go on by another column than the one it was read by. */
  CursorPosition checkedFor(String stream, String column, String columnType) {
    if (!cursor.equals(column) || !type.equals(columnType)) {
      throw PgCode.POSITION_FOREIGN
          .error(
              "the stored position is by "
                  + cursor
                  + " ("
                  + type
                  + "), the stream is now read by "
                  + column
                  + " ("
                  + columnType
                  + ")")
          .at(Place.field(stream, column))
          .build();
    }
    return this;
  }
}
