package dpone.connector.mssql.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.payload.Json;
import dpone.spi.error.Place;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far streams were read.
 *
 * @param values text of the last cursor value, by stream and column with a line break between
 */
record CursorPosition(Map<String, String> values) {
  static final String KIND = "position";
  static final int VERSION = 1;

  static String name(String stream, String column) {
    return stream + "\n" + column;
  }

  Position encode() {
    ObjectNode tree = Json.object();
    values.forEach(tree.putObject("values")::put);
    return new Position(Json.payload(KIND, VERSION, tree), String.join(", ", values.values()));
  }

  static CursorPosition decode(Position position) {
    Map<String, String> values = new LinkedHashMap<>();
    Json.required(Json.read(position.payload(), KIND, VERSION), "values")
        .properties()
        .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    return new CursorPosition(values);
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
