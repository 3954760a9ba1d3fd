package dpone.connector.bigquery.encode;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.type.DataType;
import java.util.List;

/**
 * The Avro schema of a stage's columns.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/">Avro: specification</a>
 */
final class AvroSchema {
  private static final int WIDEST_PRECISION = 76;

  private AvroSchema() {}

  static boolean isList(DataType type) {
    return type instanceof DataType.Array || type instanceof DataType.Mapping;
  }

  /** Whether a decimal travels as one. */
  static boolean isDecimal(DataType.Decimal decimal) {
    return StageType.of(decimal, false).kind() != Kind.STRING;
  }

  /** A record of these columns, each of which may be null unless it is a list. */
  static String json(List<BqField> columns) {
    return record("row", columns).toString();
  }

  private static ObjectNode record(String name, List<BqField> columns) {
    ObjectNode record = JSON.object();
    record.put("type", "record").put("name", name);
    ArrayNode fields = record.putArray("fields");
    for (BqField column : columns) {
      ObjectNode field = fields.addObject();
      field.put("name", column.name());
      // A record has a name of its own, unique in the schema.
      JsonNode type = type(name + "_" + column.name(), column.type());
      if (column.type().kind() == Kind.ARRAY) {
        field.set("type", type);
      } else {
        field.putArray("type").add("null").add(type);
      }
    }
    return record;
  }

  private static JsonNode type(String name, BqType type) {
    return switch (type.kind()) {
      case BOOL -> plain("boolean");
      case INT64 -> plain("long");
      case FLOAT64 -> plain("double");
      case STRING -> plain("string");
      case BYTES -> plain("bytes");
      case DATE -> logical("int", "date");
      case TIME -> logical("long", "time-micros");
      case DATETIME -> logical("long", "local-timestamp-micros");
      case TIMESTAMP -> logical("long", "timestamp-micros");
      case NUMERIC, BIGNUMERIC ->
          logical("bytes", "decimal")
              .put("precision", type.precision() == 0 ? WIDEST_PRECISION : type.precision())
              .put("scale", type.precision() == 0 ? Values.WIDEST_SCALE : type.scale());
      case ARRAY -> {
        ObjectNode array = JSON.object();
        array.put("type", "array").set("items", type(name, type.element()));
        yield array;
      }
      case STRUCT -> record(name, type.fields());
      case INTERVAL, JSON, GEOGRAPHY, RANGE ->
          throw new IllegalStateException(type.text() + " is staged as text");
    };
  }

  private static ObjectNode plain(String name) {
    ObjectNode node = JSON.object();
    return node.put("type", name);
  }

  private static ObjectNode logical(String name, String logical) {
    return plain(name).put("logicalType", logical);
  }
}
