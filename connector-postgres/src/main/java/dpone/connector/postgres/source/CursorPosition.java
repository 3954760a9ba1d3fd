package dpone.connector.postgres.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.payload.Json;
import dpone.spi.error.Place;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream was read by its cursor.
 *
 * @param cursor name of the cursor column
 * @param type its type
 * @param last largest value delivered, as the server's text
 * @param seen the rows delivered at that value and how often each; null if there were too many to
 *     remember
 */
record CursorPosition(String cursor, String type, String last, @Nullable Map<String, Long> seen) {
  static final String KIND = "cursor";
  static final int VERSION = 1;

  /** How many rows at one value are remembered. */
  static final int MAX_SEEN = 5_000;

  CursorPosition {
    seen = seen == null ? null : Map.copyOf(seen);
  }

  /** One position for all streams of a scope. */
  static Position encode(Map<String, CursorPosition> streams) {
    ObjectNode tree = Json.object();
    ObjectNode all = tree.putObject("streams");
    new TreeMap<>(streams)
        .forEach((stream, position) -> {
          ObjectNode one = all.putObject(stream);
          one.put("cursor", position.cursor);
          one.put("type", position.type);
          one.put("last", position.last);
          if (position.seen != null) {
            ObjectNode seen = one.putObject("seen");
            new TreeMap<>(position.seen).forEach(seen::put);
          }
        });
    return new Position(
        Json.payload(KIND, VERSION, tree),
        new TreeMap<>(streams)
            .values().stream()
                .map(p -> p.cursor + " <= " + p.last)
                .collect(Collectors.joining(", ")));
  }

  /** The positions by stream. */
  static Map<String, CursorPosition> decode(Position position) {
    JsonNode all = Json.required(Json.read(position.payload(), KIND, VERSION), "streams");
    Map<String, CursorPosition> streams = new LinkedHashMap<>();
    all.properties()
        .forEach(entry -> {
          JsonNode one = entry.getValue();
          Map<String, Long> seen = null;
          if (one.has("seen")) {
            seen = new LinkedHashMap<>();
            for (var row : one.get("seen").properties()) {
              seen.put(row.getKey(), row.getValue().asLong());
            }
          }
          streams.put(
              entry.getKey(),
              new CursorPosition(
                  Json.text(one, "cursor"), Json.text(one, "type"), Json.text(one, "last"), seen));
        });
    return streams;
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
