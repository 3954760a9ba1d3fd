package dpone.connector.mssql.source;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.Place;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far streams were read.
 *
 * @param values text of the last cursor value, by stream and column with a line break between
 * @param seen who the rows are that were delivered at it, by the same names; only of appends
 */
record CursorPosition(Map<String, String> values, Map<String, List<String>> seen) {
  static final String KIND = "position";
  static final int VERSION = 1;

  static String name(String stream, String column) {
    return stream + "\n" + column;
  }

  Position encode() {
    ObjectNode tree = JSON.object();
    values.forEach(tree.putObject("values")::put);
    if (!seen.isEmpty()) {
      ObjectNode rows = tree.putObject("seen");
      seen.forEach((name, all) -> rows.set(name, JSON.texts(all)));
    }
    return new Position(JSON.payload(KIND, VERSION, tree), String.join(", ", values.values()));
  }

  static CursorPosition decode(Position position) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode tree = JSON.read(position.payload(), KIND, VERSION);
    JSON.required(tree, "values")
        .properties()
        .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    Map<String, List<String>> seen = new LinkedHashMap<>();
    // Positions of earlier releases and of merges have none.
    JsonNode rows = tree.path("seen");
    rows.fieldNames().forEachRemaining(name -> seen.put(name, JSON.list(rows, name)));
    return new CursorPosition(values, seen);
  }

  /** The value of a stream; a position by another column is no position of this one. */
  String require(String stream, String column) {
    String value = values.get(name(stream, column));
    if (value == null) {
      throw MsCode.INVALID_OPTION
          .error("the stored position is not one of the cursor " + column)
          .at(Place.field(stream, column))
          .remedy("set the cursor back, or reset the pipeline's state")
          .build();
    }
    return value;
  }
}
