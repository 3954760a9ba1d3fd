package dpone.connector.kafka.format.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Avro schema that follows from columns. It depends on nothing but them, so that the same
 * columns give the same text and a new column is a compatible change. What Avro has no type for
 * keeps its own in the property {@code dpone.type}, which other readers ignore.
 */
final class AvroSchemaText {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private final ObjectMapper mapper = new ObjectMapper();

  private AvroSchemaText() {}

  /**
   * A schema.
   *
   * @param recordName full name of the record
   */
  static String of(String recordName, List<Field> fields, boolean envelope) {
    AvroSchemaText text = new AvroSchemaText();
    ObjectNode row = text.record(recordName, fields);
    return (envelope ? text.envelope(recordName, row) : row).toString();
  }

  /** A full name that Avro allows, made of a topic's. */
  static String nameOf(String topic) {
    String name = topic.replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private ObjectNode envelope(String recordName, ObjectNode row) {
    ObjectNode envelope = mapper.createObjectNode();
    envelope.put("type", "record").put("name", recordName + "Envelope");
    ArrayNode fields = envelope.putArray("fields");
    fields.addObject().put("name", "op").put("type", "string");
    fields.addObject().put("name", "data").set("type", row);
    for (String name : List.of("metadata", "source")) {
      fields
          .addObject()
          .put("name", name)
          .set("type", mapper.createObjectNode().put("type", "map").put("values", "string"));
    }
    return envelope;
  }

  private ObjectNode record(String name, List<Field> fields) {
    ObjectNode record = mapper.createObjectNode().put("type", "record").put("name", name);
    ArrayNode list = record.putArray("fields");
    Set<String> seen = new HashSet<>();
    for (Field field : fields) {
      if (!field.name().matches(NAME) || !seen.add(field.name())) {
        throw FormatCode.TYPE_UNSUPPORTED
            .error("Avro cannot have a field of the name " + field.name())
            .remedy("give the column another name in the source's query")
            .build();
      }
      ObjectNode node = list.addObject().put("name", field.name());
      JsonNode type = type(field.type(), name + "_" + field.name());
      if (field.nullable()) {
        node.set("type", nullable(type));
        node.putNull("default");
      } else {
        node.set("type", type);
      }
    }
    return record;
  }

  private JsonNode nullable(JsonNode type) {
    return mapper.createArrayNode().add("null").add(type);
  }

  private JsonNode type(DataType type, String path) {
    return switch (type) {
      case DataType.Bool t -> plain("boolean");
      case DataType.Int t when t.bits() == 64 -> plain("long");
      case DataType.Int t when t.bits() == 32 -> plain("int");
      case DataType.Int t -> own("int", type);
      case DataType.UInt64 t ->
          own("bytes", type).put("logicalType", "decimal").put("precision", 20).put("scale", 0);
      case DataType.FloatingPoint t -> plain(t.bits() == 32 ? "float" : "double");
      case DataType.Decimal t ->
          logical("bytes", "decimal").put("precision", t.precision()).put("scale", t.scale());
      case DataType.AnyDecimal t -> own("string", type);
      case DataType.Text t -> plain("string");
      case DataType.Bytes t -> plain("bytes");
      case DataType.Date t -> logical("int", "date");
      case DataType.Time t when t.precision() == 3 -> logical("int", "time-millis");
      case DataType.Time t when t.precision() > 6 -> own("long", type);
      case DataType.Time t -> exact(logical("long", "time-micros"), type, t.precision() == 6);
      case DataType.Timestamp t -> timestamp("local-timestamp-", t.precision(), type);
      case DataType.TimestampTz t -> timestamp("timestamp-", t.precision(), type);
      case DataType.Interval t -> own("string", type);
      case DataType.Uuid t -> logical("string", "uuid");
      case DataType.Json t -> own("string", type);
      case DataType.Enumeration t -> enumeration(t, path);
      case DataType.Array t ->
          mapper
              .createObjectNode()
              .put("type", "array")
              .set("items", nullable(type(t.element(), path)));
      case DataType.Mapping t when t.key() instanceof DataType.Text ->
          mapper
              .createObjectNode()
              .put("type", "map")
              .set("values", nullable(type(t.value(), path)));
      case DataType.Mapping t -> {
        ObjectNode array = own("array", type);
        array.set("items", record(path, AvroNested.entry(t).fields()));
        yield array;
      }
      case DataType.Struct t -> record(path, t.fields());
    };
  }

  private ObjectNode timestamp(String kind, int precision, DataType type) {
    String unit = precision <= 3 ? "millis" : precision <= 6 ? "micros" : "nanos";
    boolean exact = precision == 3 || precision == 6 || precision == 9;
    return exact(logical("long", kind + unit), type, exact);
  }

  private JsonNode enumeration(DataType.Enumeration type, String path) {
    boolean named = !type.values().isEmpty();
    for (String value : type.values()) {
      named &= value.matches(NAME);
    }
    if (!named || Set.copyOf(type.values()).size() < type.values().size()) {
      return plain("string");
    }
    ObjectNode node = mapper.createObjectNode().put("type", "enum").put("name", path);
    ArrayNode symbols = node.putArray("symbols");
    type.values().forEach(symbols::add);
    return node;
  }

  private JsonNode plain(String name) {
    return mapper.getNodeFactory().textNode(name);
  }

  private ObjectNode logical(String name, String logical) {
    return mapper.createObjectNode().put("type", name).put("logicalType", logical);
  }

  private ObjectNode own(String name, DataType type) {
    return exact(mapper.createObjectNode().put("type", name), type, false);
  }

  private static ObjectNode exact(ObjectNode node, DataType type, boolean same) {
    return same ? node : node.put("dpone.type", type.text());
  }
}
