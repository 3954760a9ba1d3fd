package dpone.toolkit.http.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.transfer.Payload;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Payloads as JSON trees, so that every field is written and read by name and nothing by
 * reflection.
 */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A list of texts. */
  public static ArrayNode texts(Collection<String> values) {
    ArrayNode array = MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }

  /** Wraps a tree of that connector. */
  public static Payload payload(String connector, String kind, int version, JsonNode tree) {
    return new Payload(connector, kind, version, tree.toString());
  }

  /**
   * Unwraps a tree that the connector wrote.
   *
   * @param newest the newest version that can be read
   */
  public static JsonNode read(Payload payload, String connector, String kind, int newest) {
    if (!payload.connector().equals(connector) || !payload.kind().equals(kind)) {
      throw unreadable(
          "expected "
              + connector
              + "/"
              + kind
              + ", found "
              + payload.connector()
              + "/"
              + payload.kind());
    }
    if (payload.version() > newest) {
      throw unreadable(
          kind + " has version " + payload.version() + ", this release reads up to " + newest);
    }
    try {
      JsonNode tree = MAPPER.readTree(payload.json());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException malformed) {
      // Without its cause: the exception quotes the text.
    }
    throw unreadable(kind + " is not a JSON object");
  }

  /** A text that must be there. */
  public static String text(JsonNode tree, String field) {
    return required(tree, field).asText();
  }

  /** A text that may be absent. */
  public static @Nullable String textOrNull(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }

  /** A list of texts; empty when absent. */
  public static List<String> list(JsonNode tree, String field) {
    List<String> values = new ArrayList<>();
    JsonNode array = tree.get(field);
    if (array != null) {
      array.forEach(value -> values.add(value.asText()));
    }
    return values;
  }

  /** A node that must be there. */
  public static JsonNode required(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    if (value == null || value.isNull()) {
      throw unreadable("the field " + field + " is missing");
    }
    return value;
  }

  /** Variables as an object. */
  public static ObjectNode write(Variables variables) {
    ObjectNode tree = object();
    variables.values().forEach(tree::put);
    return tree;
  }

  /** Variables out of an object; none when it is absent. */
  public static Variables variables(@Nullable JsonNode tree) {
    Map<String, String> values = new LinkedHashMap<>();
    if (tree != null) {
      tree.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    }
    return new Variables(values);
  }

  private static RuntimeException unreadable(String why) {
    return FeedCode.POSITION_UNREADABLE.error("cannot read a payload: " + why).build();
  }
}
