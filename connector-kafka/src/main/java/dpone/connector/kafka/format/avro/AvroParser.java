package dpone.connector.kafka.format.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a schema from its JSON. */
final class AvroParser {
  private static final int DEEPEST = 200;
  private static final Map<String, AvroType.Kind> PRIMITIVES =
      Map.of(
          "null", AvroType.Kind.NULL,
          "boolean", AvroType.Kind.BOOLEAN,
          "int", AvroType.Kind.INT,
          "long", AvroType.Kind.LONG,
          "float", AvroType.Kind.FLOAT,
          "double", AvroType.Kind.DOUBLE,
          "bytes", AvroType.Kind.BYTES,
          "string", AvroType.Kind.STRING);

  private final Map<String, AvroType> named = new HashMap<>();

  private AvroParser() {}

  /**
   * The schema of a text.
   *
   * @param references texts of the schemas it uses, each after those it uses itself
   * @throws DponeException KAFKA_SCHEMA_INVALID when one of them is none
   */
  static AvroType parse(String text, Collection<String> references) {
    AvroParser parser = new AvroParser();
    references.forEach(parser::read);
    return parser.read(text);
  }

  private AvroType read(String text) {
    try {
      JsonNode node = new ObjectMapper().readTree(text);
      return type(node == null ? new ObjectMapper().nullNode() : node, "", 0);
    } catch (JsonProcessingException e) {
      // A registry may keep the bare name of a primitive.
      AvroType.Kind kind = PRIMITIVES.get(text.strip());
      if (kind != null) {
        return new AvroType(kind);
      }
      throw bad("it is not JSON");
    }
  }

  private AvroType type(JsonNode node, String space, int depth) {
    if (depth > DEEPEST) {
      throw bad("it is nested deeper than " + DEEPEST + " levels");
    }
    if (node.isTextual()) {
      return reference(node.asText(), space);
    }
    if (node.isArray()) {
      AvroType union = new AvroType(AvroType.Kind.UNION);
      List<AvroType> branches = new ArrayList<>();
      for (JsonNode branch : node) {
        branches.add(type(branch, space, depth + 1));
      }
      union.branches = List.copyOf(branches);
      union.branchCount = branches.size();
      return union;
    }
    JsonNode kind = node.path("type");
    if (!kind.isTextual()) {
      if (kind.isMissingNode()) {
        throw bad("a type is missing");
      }
      return type(kind, space, depth + 1);
    }
    return switch (kind.asText()) {
      case "record", "error" -> record(node, space, depth);
      case "enum" -> enumeration(node, space);
      case "fixed" -> fixed(node, space);
      case "array" -> {
        AvroType array = new AvroType(AvroType.Kind.ARRAY);
        array.element(type(node.path("items"), space, depth + 1));
        array.dponeType = node.path("dpone.type").asText("");
        yield array;
      }
      case "map" -> {
        AvroType map = new AvroType(AvroType.Kind.MAP);
        map.element(type(node.path("values"), space, depth + 1));
        yield map;
      }
      default -> annotated(node, kind.asText(), space);
    };
  }

  private AvroType reference(String name, String space) {
    AvroType.Kind kind = PRIMITIVES.get(name);
    if (kind != null) {
      return new AvroType(kind);
    }
    AvroType found = named.get(full(name, space));
    if (found == null) {
      found = named.get(name);
    }
    if (found == null) {
      throw bad("the type " + name + " is not defined");
    }
    return found;
  }

  private AvroType annotated(JsonNode node, String name, String space) {
    AvroType.Kind kind = PRIMITIVES.get(name);
    if (kind == null) {
      return reference(name, space);
    }
    AvroType type = new AvroType(kind);
    logical(type, node);
    return type;
  }

  private static void logical(AvroType type, JsonNode node) {
    type.dponeType = node.path("dpone.type").asText("");
    type.logical = node.path("logicalType").asText("");
    type.precision = node.path("precision").asInt(0);
    type.scale = node.path("scale").asInt(0);
    // The specification asks to ignore an annotation that cannot be right.
    if (type.logical.equals("decimal")
        && (type.precision < 1 || type.scale < 0 || type.scale > type.precision)) {
      type.logical = "";
    }
  }

  private AvroType record(JsonNode node, String space, int depth) {
    AvroType record = new AvroType(AvroType.Kind.RECORD);
    define(record, node, space);
    String inner = spaceOf(record.name);
    List<AvroType.Member> members = new ArrayList<>();
    for (JsonNode field : node.path("fields")) {
      List<String> aliases = new ArrayList<>();
      field.path("aliases").forEach(a -> aliases.add(a.asText()));
      members.add(
          new AvroType.Member(
              field.path("name").asText(),
              aliases,
              type(field.path("type"), inner, depth + 1),
              field.get("default")));
    }
    record.members = List.copyOf(members);
    return record;
  }

  private AvroType enumeration(JsonNode node, String space) {
    AvroType type = new AvroType(AvroType.Kind.ENUM);
    define(type, node, space);
    List<String> symbols = new ArrayList<>();
    node.path("symbols").forEach(s -> symbols.add(s.asText()));
    type.symbols = List.copyOf(symbols);
    type.enumDefault = node.path("default").asText("");
    return type;
  }

  private AvroType fixed(JsonNode node, String space) {
    AvroType type = new AvroType(AvroType.Kind.FIXED);
    define(type, node, space);
    type.size = node.path("size").asInt(-1);
    if (type.size < 0) {
      throw bad("the size of " + type.name + " is missing");
    }
    logical(type, node);
    if ((type.logical.equals("duration") && type.size != 12)
        || (type.logical.equals("uuid") && type.size != 16)) {
      type.logical = "";
    }
    return type;
  }

  private void define(AvroType type, JsonNode node, String space) {
    String name = node.path("name").asText("");
    if (name.isEmpty()) {
      throw bad("a " + type.kind.name().toLowerCase(Locale.ROOT) + " has no name");
    }
    type.name = full(name, node.path("namespace").asText(space));
    named.put(type.name, type);
  }

  private static String full(String name, String space) {
    return name.indexOf('.') >= 0 || space.isEmpty() ? name : space + "." + name;
  }

  private static String spaceOf(String full) {
    return full.indexOf('.') < 0 ? "" : full.substring(0, full.lastIndexOf('.'));
  }

  private static DponeException bad(String reason) {
    return RegistryCode.SCHEMA_INVALID.error("the Avro schema cannot be read: " + reason).build();
  }
}
