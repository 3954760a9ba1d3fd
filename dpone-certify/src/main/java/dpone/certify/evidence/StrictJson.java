package dpone.certify.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An object of a document that must hold these keys and no others. Every complaint is an {@link
 * IllegalArgumentException} of one line that names the place.
 *
 * @param node the object
 * @param at where it is, for complaints
 */
public record StrictJson(JsonNode node, String at) {
  /** Nothing that is counted or timed comes near it, and sums of such numbers do not overflow. */
  private static final long LARGEST = Integer.MAX_VALUE * 1000L;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static JsonNode parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || node.isMissingNode()) {
        throw new IllegalArgumentException("nothing is there");
      }
      return node;
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("not JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  /** With exactly these keys. */
  public static StrictJson object(JsonNode node, String at, String... keys) {
    StrictJson strict = new StrictJson(node, at);
    if (!node.isObject()) {
      throw strict.wrong("is not an object");
    }
    Set<String> expected = Set.of(keys);
    Set<String> found = new TreeSet<>();
    node.fieldNames().forEachRemaining(found::add);
    for (String key : keys) {
      if (!found.contains(key)) {
        throw strict.wrong("lacks " + key);
      }
    }
    for (String key : found) {
      if (!expected.contains(key)) {
        throw strict.wrong("has the unknown key " + key);
      }
    }
    return strict;
  }

  /** A text. */
  public String text(String key) {
    JsonNode value = node.get(key);
    if (!value.isTextual()) {
      throw wrong("has a " + key + " that is not text");
    }
    return value.textValue();
  }

  /** A text of that form. */
  String text(String key, Pattern form) {
    String value = text(key);
    if (!form.matcher(value).matches()) {
      throw wrong("has a " + key + " that is not of the form " + form);
    }
    return value;
  }

  /** A whole number that is not negative. */
  public long number(String key) {
    JsonNode value = node.get(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > LARGEST) {
      throw wrong("has a " + key + " that is not a whole number");
    }
    return value.longValue();
  }

  /** True or false. */
  public boolean flag(String key) {
    JsonNode value = node.get(key);
    if (!value.isBoolean()) {
      throw wrong("has a " + key + " that is neither true nor false");
    }
    return value.booleanValue();
  }

  /** A list. */
  public List<JsonNode> list(String key) {
    JsonNode value = node.get(key);
    if (!value.isArray()) {
      throw wrong("has a " + key + " that is not a list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(at + " " + what);
  }
}
