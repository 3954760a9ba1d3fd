package dpone.connector.kafka.format.jsonschema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;

/**
 * The JSON Schema that follows from columns. It is closed (no other properties), so that a new
 * column is a compatible change; the exact type stands in {@code dpone.type}, which others ignore.
 */
final class SchemaWriter {
  private final ObjectMapper mapper = new ObjectMapper();

  private SchemaWriter() {}

  static String of(String title, List<Field> fields, boolean envelope) {
    SchemaWriter writer = new SchemaWriter();
    ObjectNode row = writer.object(fields);
    ObjectNode root = envelope ? writer.envelope(row) : row;
    ObjectNode all = writer.mapper.createObjectNode();
    all.put("$schema", "http://json-schema.org/draft-07/schema#").put("title", title);
    all.setAll(root);
    return all.toString();
  }

  private ObjectNode envelope(ObjectNode row) {
    ObjectNode node = mapper.createObjectNode().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    properties.putObject("op").put("type", "string");
    properties.set("data", row);
    for (String name : List.of("metadata", "source")) {
      properties
          .putObject(name)
          .put("type", "object")
          .putObject("additionalProperties")
          .put("type", "string");
    }
    node.putArray("required").add("op").add("data");
    return node.put("additionalProperties", false);
  }

  private ObjectNode object(List<Field> fields) {
    ObjectNode node = mapper.createObjectNode().put("type", "object");
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = mapper.createArrayNode();
    for (Field field : fields) {
      ObjectNode type = type(field.type());
      properties.set(field.name(), field.nullable() ? nullable(type) : type);
      if (!field.nullable()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    return node.put("additionalProperties", false);
  }

  private ObjectNode nullable(ObjectNode type) {
    if (!type.has("type")) {
      return type;
    }
    ObjectNode node = mapper.createObjectNode();
    node.putArray("oneOf").add(mapper.createObjectNode().put("type", "null")).add(type);
    return node;
  }

  private ObjectNode type(DataType type) {
    return switch (type) {
      case DataType.Bool t -> plain("boolean");
      case DataType.Int t when t.bits() == 64 -> plain("integer");
      case DataType.Int t -> exact(plain("integer"), type);
      case DataType.UInt64 t -> exact(plain("integer"), type);
      case DataType.Decimal t -> exact(plain("number"), type);
      // NaN and the infinities are strings.
      case DataType.AnyDecimal t -> exact(numberOrText(), type);
      case DataType.FloatingPoint t -> exact(numberOrText(), type);
      case DataType.Text t -> plain("string");
      case DataType.Bytes t -> exact(plain("string").put("contentEncoding", "base64"), type);
      case DataType.Date t -> exact(plain("string"), type);
      case DataType.Time t -> exact(plain("string"), type);
      case DataType.Timestamp t -> exact(plain("string"), type);
      case DataType.TimestampTz t -> exact(plain("string"), type);
      case DataType.Interval t -> exact(plain("string"), type);
      case DataType.Uuid t -> plain("string").put("format", "uuid");
      case DataType.Json t -> exact(mapper.createObjectNode(), type);
      case DataType.Enumeration t -> {
        ObjectNode node = plain("string");
        ArrayNode values = node.putArray("enum");
        t.values().forEach(values::add);
        yield node;
      }
      case DataType.Array t -> {
        ObjectNode node = plain("array");
        node.set("items", nullable(type(t.element())));
        yield node;
      }
      case DataType.Mapping t -> {
        ObjectNode node = plain("object");
        node.set("additionalProperties", nullable(type(t.value())));
        yield t.key() instanceof DataType.Text ? node : exact(node, type);
      }
      case DataType.Struct t -> object(t.fields());
    };
  }

  private ObjectNode plain(String name) {
    return mapper.createObjectNode().put("type", name);
  }

  private ObjectNode numberOrText() {
    ObjectNode node = mapper.createObjectNode();
    node.putArray("type").add("number").add("string");
    return node;
  }

  private static ObjectNode exact(ObjectNode node, DataType type) {
    return node.put("dpone.type", type.text());
  }
}
