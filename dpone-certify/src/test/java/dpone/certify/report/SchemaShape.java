package dpone.certify.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares a document with the few words of JSON Schema that the published schema uses. */
public final class SchemaShape {
  private final JsonNode schema;

  /** With the schema's document. */
  public SchemaShape(JsonNode schema) {
    this.schema = schema;
  }

  /** What is wrong, one line each with the place. */
  public List<String> problems(JsonNode document) {
    List<String> problems = new ArrayList<>();
    check("$", schema, document, problems);
    return problems;
  }

  private void check(String at, JsonNode rule, JsonNode value, List<String> problems) {
    if (rule.has("$ref")) {
      String pointer = rule.get("$ref").asText().substring(1);
      check(at, schema.at(pointer), value, problems);
    }
    if (rule.has("const") && !rule.get("const").equals(value)) {
      problems.add(at + " is not " + rule.get("const"));
    }
    if (rule.has("enum") && !contains(rule.get("enum"), value)) {
      problems.add(at + " is " + value + ", not one of " + rule.get("enum"));
    }
    if (rule.has("type") && !isA(rule.get("type").asText(), value)) {
      problems.add(at + " is not a " + rule.get("type").asText());
      return;
    }
    if (rule.has("pattern")
        && !Pattern.compile(rule.get("pattern").asText()).matcher(value.asText()).find()) {
      problems.add(at + " does not match " + rule.get("pattern"));
    }
    if (rule.has("minimum") && value.asLong() < rule.get("minimum").asLong()) {
      problems.add(at + " is too small");
    }
    for (JsonNode name : rule.path("required")) {
      if (!value.has(name.asText())) {
        problems.add(at + " lacks " + name.asText());
      }
    }
    value
        .properties()
        .forEach(field -> {
          JsonNode inner = rule.path("properties").path(field.getKey());
          if (!inner.isMissingNode()) {
            check(at + "." + field.getKey(), inner, field.getValue(), problems);
          } else if (rule.has("additionalProperties")) {
            problems.add(at + " has the unknown " + field.getKey());
          }
        });
    for (int i = 0; value.isArray() && rule.has("items") && i < value.size(); i++) {
      check(at + "[" + i + "]", rule.get("items"), value.get(i), problems);
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      default -> throw new IllegalArgumentException("the test knows no type " + type);
    };
  }
}
