package dpone.connector.kafka.format.jsonschema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that a JSON Schema stands for; what has no type of its own is a column of JSON. */
final class SchemaColumns {
  private static final int DEEPEST = 30;

  private final JsonNode root;
  private final Map<String, JsonNode> others = new HashMap<>();

  private SchemaColumns(JsonNode root) {
    this.root = root;
  }

  /**
   * The columns of an object.
   *
   * @param references texts of the schemas it uses, by the name it uses
   */
  static List<Field> of(String text, Map<String, String> references, boolean envelope) {
    SchemaColumns columns = new SchemaColumns(parse(text));
    references.forEach((name, schema) -> columns.others.put(name, parse(schema)));
    JsonNode row = columns.resolve(columns.root);
    if (envelope) {
      row = columns.resolve(columns.plain(columns.property(row, "data")));
    }
    List<Field> fields = columns.fields(row, 0);
    if (fields.isEmpty()) {
      throw FormatCode.COLUMNS_UNKNOWN
          .error("the JSON Schema names no properties")
          .remedy("declare value.columns")
          .build();
    }
    return fields;
  }

  static JsonNode parse(String text) {
    try {
      JsonNode node = new ObjectMapper().readTree(text);
      if (node != null) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Said below, without the text.
    }
    throw RegistryCode.SCHEMA_INVALID.error("the JSON Schema is not JSON").build();
  }

  private JsonNode property(JsonNode object, String name) {
    return object.path("properties").path(name);
  }

  private List<Field> fields(JsonNode object, int depth) {
    Set<String> required = new HashSet<>();
    object.path("required").forEach(n -> required.add(n.asText()));
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : object.path("properties").properties()) {
      JsonNode schema = resolve(entry.getValue());
      boolean nullable = !required.contains(entry.getKey()) || allowsNull(schema);
      fields.add(new Field(entry.getKey(), type(schema, depth), nullable, ""));
    }
    return fields;
  }

  /** Follows references, of which a few may stand behind one another. */
  private JsonNode resolve(JsonNode schema) {
    JsonNode known = schema;
    for (int i = 0; i < DEEPEST && known.path("$ref").isTextual(); i++) {
      String reference = known.path("$ref").asText();
      int hash = reference.indexOf('#');
      String file = hash < 0 ? reference : reference.substring(0, hash);
      String pointer = hash < 0 ? "" : reference.substring(hash + 1);
      JsonNode document = file.isEmpty() ? root : others.getOrDefault(file, root.path("/none"));
      known = pointer.startsWith("/") ? document.at(pointer) : document;
    }
    return known;
  }

  private static boolean isNull(JsonNode schema) {
    return schema.path("type").asText("").equals("null");
  }

  private boolean allowsNull(JsonNode schema) {
    boolean allowed = schema.isBoolean() || schema.isEmpty() || isNull(schema);
    for (JsonNode type : schema.path("type")) {
      allowed |= type.asText().equals("null");
    }
    for (String word : List.of("oneOf", "anyOf")) {
      for (JsonNode branch : schema.path(word)) {
        allowed |= isNull(resolve(branch));
      }
    }
    return allowed;
  }

  /** Of a choice between null and one schema, that schema. */
  private JsonNode plain(JsonNode schema) {
    for (String word : List.of("oneOf", "anyOf")) {
      List<JsonNode> others = new ArrayList<>();
      schema.path(word).forEach(b -> others.add(resolve(b)));
      others.removeIf(SchemaColumns::isNull);
      if (others.size() == 1) {
        return others.get(0);
      }
    }
    return schema;
  }

  private DataType type(JsonNode given, int depth) {
    JsonNode schema = plain(given);
    if (schema.path("dpone.type").isTextual()) {
      return TypeText.parse(schema.path("dpone.type").asText());
    }
    if (depth > DEEPEST) {
      // A schema that contains itself has no end of columns.
      return new DataType.Json();
    }
    Set<String> names = new HashSet<>();
    schema.path("type").forEach(t -> names.add(t.asText()));
    if (schema.path("type").isTextual()) {
      names.add(schema.path("type").asText());
    }
    names.remove("null");
    if (names.size() != 1) {
      return new DataType.Json();
    }
    return switch (names.iterator().next()) {
      case "string" -> text(schema);
      case "integer" -> new DataType.Int(64);
      case "number" -> new DataType.AnyDecimal();
      case "boolean" -> new DataType.Bool();
      case "array" ->
          schema.path("items").isObject()
              ? new DataType.Array(type(resolve(schema.path("items")), depth + 1))
              : new DataType.Json();
      case "object" -> object(schema, depth);
      default -> new DataType.Json();
    };
  }

  private DataType object(JsonNode schema, int depth) {
    List<Field> fields = fields(schema, depth + 1);
    if (!fields.isEmpty()) {
      return new DataType.Struct(fields);
    }
    JsonNode values = schema.path("additionalProperties");
    return values.isObject() && !values.isEmpty()
        ? new DataType.Mapping(new DataType.Text(), type(resolve(values), depth + 1))
        : new DataType.Json();
  }

  private static DataType text(JsonNode schema) {
    if (schema.path("contentEncoding").asText("").equals("base64")) {
      return new DataType.Bytes();
    }
    return switch (schema.path("format").asText("")) {
      case "date" -> new DataType.Date();
      case "date-time" -> new DataType.TimestampTz(9);
      case "uuid" -> new DataType.Uuid();
      default -> new DataType.Text();
    };
  }
}
