package dpone.connector.bigquery.type;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields as the REST interface writes them.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema">TableFieldSchema</a>
 */
public final class RestSchema {
  private RestSchema() {}

  /** The fields of a schema. */
  public static List<BqField> fields(JsonNode schema) {
    List<BqField> fields = new ArrayList<>();
    for (JsonNode field : schema.path("fields")) {
      fields.add(field(field));
    }
    return fields;
  }

  private static BqField field(JsonNode field) {
    Kind kind = Kind.ofRest(JSON.text(field, "type"));
    BqType type =
        switch (kind) {
          case STRUCT -> BqType.struct(fields(field));
          case RANGE ->
              BqType.range(Kind.ofRest(JSON.text(field.path("rangeElementType"), "type")));
          case NUMERIC, BIGNUMERIC ->
              BqType.decimal(kind, field.path("precision").asInt(), field.path("scale").asInt());
          case STRING, BYTES -> new BqType(kind, field.path("maxLength").asInt(), 0, List.of());
          default -> BqType.of(kind);
        };
    String mode = field.path("mode").asText("NULLABLE");
    return new BqField(
        JSON.text(field, "name"),
        mode.equals("REPEATED") ? BqType.array(type) : type,
        mode.equals("REQUIRED"));
  }

  /** A schema of these fields. */
  public static ObjectNode schema(List<BqField> fields) {
    ObjectNode schema = JSON.object();
    ArrayNode all = schema.putArray("fields");
    for (BqField field : fields) {
      all.add(field(field));
    }
    return schema;
  }

  private static ObjectNode field(BqField field) {
    ObjectNode node = JSON.object();
    boolean list = field.type().kind() == Kind.ARRAY;
    BqType type = list ? field.type().element() : field.type();
    node.put("name", field.name());
    node.put("type", type.kind() == Kind.STRUCT ? "RECORD" : type.kind().name());
    node.put("mode", list ? "REPEATED" : field.required() ? "REQUIRED" : "NULLABLE");
    if (type.precision() > 0) {
      switch (type.kind()) {
        case NUMERIC, BIGNUMERIC -> {
          node.put("precision", Integer.toString(type.precision()));
          node.put("scale", Integer.toString(type.scale()));
        }
        default -> node.put("maxLength", Integer.toString(type.precision()));
      }
    }
    if (type.kind() == Kind.STRUCT) {
      node.set("fields", schema(type.fields()).get("fields"));
    }
    if (type.kind() == Kind.RANGE) {
      node.putObject("rangeElementType").put("type", type.element().kind().name());
    }
    return node;
  }
}
