package dpone.connector.bigquery.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payloads as JSON trees, so that every field is written and read by name and nothing by
 * reflection.
 */
public final class Json {
  /** The connector's id, in every payload. */
  public static final String CONNECTOR = "bigquery";

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

  /** Wraps a tree. */
  public static Payload payload(String kind, int version, JsonNode tree) {
    return new Payload(CONNECTOR, kind, version, tree.toString());
  }

  /**
   * Unwraps a tree that this connector wrote.
   *
   * @param newest the newest version that can be read
   */
  public static JsonNode read(Payload payload, String kind, int newest) {
    if (!payload.connector().equals(CONNECTOR) || !payload.kind().equals(kind)) {
      throw unreadable(
          "expected bigquery/" + kind + ", found " + payload.connector() + "/" + payload.kind());
    }
    if (payload.version() > newest) {
      throw unreadable(
          kind
              + " has format version "
              + payload.version()
              + ", this release reads up to "
              + newest);
    }
    return tree(payload.json());
  }

  /** A JSON object out of its text. */
  public static JsonNode tree(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || !tree.isObject()) {
        throw unreadable("it is not a JSON object");
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      // Without its cause: the exception quotes the text.
      throw unreadable("it is not JSON");
    }
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

  private static RuntimeException unreadable(String why) {
    return BqCode.PAYLOAD_UNREADABLE.error("cannot read a payload: " + why).build();
  }
}
