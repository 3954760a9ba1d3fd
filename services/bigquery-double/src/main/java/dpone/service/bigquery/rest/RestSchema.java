package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Columns as the interface writes them.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema">BigQuery:
 *     TableFieldSchema</a>
 */
final class RestSchema {
  private static final Map<String, String> LEGACY =
      Map.of("INTEGER", "INT64", "FLOAT", "FLOAT64", "BOOLEAN", "BOOL", "RECORD", "STRUCT");

  private RestSchema() {}

  static List<Column> columns(JsonNode schema) {
    List<Column> columns = new ArrayList<>();
    schema.path("fields").forEach(field -> columns.add(column(field)));
    return columns;
  }

  private static Column column(JsonNode field) {
    String written = field.path("type").asText();
    String kind = LEGACY.getOrDefault(written, written);
    SqlType type =
        switch (kind) {
          case "STRUCT" -> SqlType.struct(columns(field));
          case "RANGE" ->
              SqlType.range(
                  SqlType.simple(field.path("rangeElementType").path("type").asText(), 0, 0));
          default ->
              SqlType.simple(
                  kind,
                  field.has("maxLength")
                      ? field.path("maxLength").asInt()
                      : field.path("precision").asInt(),
                  field.path("scale").asInt());
        };
    String mode = field.path("mode").asText("NULLABLE");
    return new Column(
        field.path("name").asText(),
        mode.equals("REPEATED") ? SqlType.array(type) : type,
        mode.equals("REQUIRED"));
  }

  static ObjectNode schema(List<Column> columns) {
    ObjectNode schema = Json.object();
    ArrayNode fields = schema.putArray("fields");
    columns.forEach(column -> fields.add(field(column)));
    return schema;
  }

  private static ObjectNode field(Column column) {
    boolean list = column.type().kind().equals("ARRAY");
    SqlType type = list ? column.type().elements().getFirst() : column.type();
    ObjectNode field = Json.object().put("name", column.name());
    field.put("type", type.kind().equals("STRUCT") ? "RECORD" : type.kind());
    field.put("mode", list ? "REPEATED" : column.required() ? "REQUIRED" : "NULLABLE");
    if (type.precision() > 0 && type.kind().endsWith("NUMERIC")) {
      field.put("precision", Integer.toString(type.precision()));
      field.put("scale", Integer.toString(type.scale()));
    } else if (type.precision() > 0) {
      field.put("maxLength", Integer.toString(type.precision()));
    }
    if (type.kind().equals("STRUCT")) {
      field.set("fields", schema(type.fields()).get("fields"));
    }
    if (type.kind().equals("RANGE")) {
      field.putObject("rangeElementType").put("type", type.elements().getFirst().kind());
    }
    return field;
  }
}
