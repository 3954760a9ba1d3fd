package dpone.service.bigquery.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** JSON, and what may stand in it. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode object(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException malformed) {
      throw new Refusal(400, "parseError", "Parse Error");
    }
    throw new Refusal(400, "parseError", "Parse Error");
  }

  /** Refuses keys that the double does not know. */
  static JsonNode only(JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!known.contains(key)) {
            throw Refusal.unknown("the field " + key + " of a request");
          }
        });
    return node;
  }

  /** A table's full name out of its reference. */
  static String name(JsonNode reference) {
    return reference.path("projectId").asText()
        + "."
        + reference.path("datasetId").asText()
        + "."
        + reference.path("tableId").asText();
  }
}
