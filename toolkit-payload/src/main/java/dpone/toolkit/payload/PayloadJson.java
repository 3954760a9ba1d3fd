package dpone.toolkit.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.error.DponeException;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Payloads of one connector as JSON trees, so that every field is written and read by name and
 * nothing by reflection. Immutable; one instance serves all threads.
 */
public final class PayloadJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String connector;
  private final Function<String, DponeException.Builder> unreadable;

  /**
   * Payloads of a connector.
   *
   * @param connector its id, which stands in every payload
   * @param unreadable begins the error for a payload that cannot be read, out of a message; never
   *     given the payload's text
   */
  public PayloadJson(String connector, Function<String, DponeException.Builder> unreadable) {
    this.connector = connector;
    this.unreadable = unreadable;
  }

  /** The connector's id. */
  public String connector() {
    return connector;
  }

  /** An empty object. */
  public ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty list. */
  public ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** A list of texts. */
  public ArrayNode texts(Collection<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** Wraps a tree. */
  public Payload payload(String kind, int version, JsonNode tree) {
    return new Payload(connector, kind, version, tree.toString());
  }

  /**
   * Unwraps a tree that this connector wrote.
   *
   * @param newest the newest version that can be read
   */
  public JsonNode read(Payload payload, String kind, int newest) {
    if (!payload.connector().equals(connector) || !payload.kind().equals(kind)) {
      String expected = connector + "/" + kind;
      throw unreadable(
          "expected " + expected + ", found " + payload.connector() + "/" + payload.kind());
    }
    if (payload.version() > newest) {
      String version = kind + " has format version " + payload.version();
      throw unreadable(version + ", this release reads up to " + newest);
    }
    return tree(payload.json());
  }

  /** A JSON object out of its text. */
  public JsonNode tree(String json) {
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
  public String text(JsonNode tree, String field) {
    return required(tree, field).asText();
  }

  /** A text that may be absent. */
  public @Nullable String textOrNull(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }

  /** A list of texts; empty when absent. */
  public List<String> list(JsonNode tree, String field) {
    List<String> values = new ArrayList<>();
    JsonNode array = tree.get(field);
    if (array != null) {
      array.forEach(value -> values.add(value.asText()));
    }
    return values;
  }

  /** A node that must be there. */
  public JsonNode required(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    if (value == null || value.isNull()) {
      throw unreadable("the field " + field + " is missing");
    }
    return value;
  }

  private DponeException unreadable(String why) {
    return unreadable.apply("cannot read a payload: " + why).build();
  }
}
