package dpone.runtime.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Enough of JSON Schema 2020-12 to hold the generated schema to its manifests. */
final class TinyJsonSchema {
  private static final Set<String> NOTES =
      Set.of("$schema", "$defs", "title", "description", "default");
  private final JsonNode root;

  TinyJsonSchema(JsonNode root) {
    this.root = root;
  }

  /** What is wrong, empty if nothing. */
  List<String> check(JsonNode value) {
    List<String> wrong = new ArrayList<>();
    check(root, value, "", wrong);
    return wrong;
  }

  private boolean fits(JsonNode schema, JsonNode value) {
    List<String> wrong = new ArrayList<>();
    check(schema, value, "", wrong);
    return wrong.isEmpty();
  }

  private void check(JsonNode schema, JsonNode value, String path, List<String> wrong) {
    for (String keyword : (Iterable<String>) schema::fieldNames) {
      JsonNode k = schema.get(keyword);
      boolean good =
          switch (keyword) {
            case "type" ->
                k.isTextual()
                    ? is(k.asText(), value)
                    : any(k).stream().anyMatch(t -> is(t.asText(), value));
            case "const" -> k.equals(value);
            case "enum" -> any(k).contains(value);
            case "pattern" ->
                !value.isTextual() || Pattern.compile(k.asText()).matcher(value.asText()).find();
            case "minimum" -> !value.isNumber() || value.asLong() >= k.asLong();
            case "maximum" -> !value.isNumber() || value.asLong() <= k.asLong();
            case "minItems" -> !value.isArray() || value.size() >= k.asInt();
            case "required" ->
                !value.isObject() || any(k).stream().allMatch(r -> value.has(r.asText()));
            case "then", "else" -> true;
            case "if" -> {
              JsonNode branch = schema.get(fits(k, value) ? "then" : "else");
              if (branch != null) {
                check(branch, value, path, wrong);
              }
              yield true;
            }
            case "allOf" -> {
              k.forEach(s -> check(s, value, path, wrong));
              yield true;
            }
            case "$ref" -> {
              JsonNode target = root.at(k.asText().substring(1));
              if (target.isMissingNode()) {
                throw new IllegalStateException("dangling " + k);
              }
              check(target, value, path, wrong);
              yield true;
            }
            case "items" -> {
              value.forEach(item -> check(k, item, path + "[]", wrong));
              yield true;
            }
            case "properties" -> {
              value
                  .properties()
                  .forEach(p -> {
                    if (k.has(p.getKey())) {
                      check(k.get(p.getKey()), p.getValue(), path + "/" + p.getKey(), wrong);
                    }
                  });
              yield true;
            }
            case "additionalProperties" -> {
              JsonNode known = schema.path("properties");
              value
                  .properties()
                  .forEach(p -> {
                    if (!known.has(p.getKey())) {
                      if (k.isBoolean()) {
                        wrong.add(path + "/" + p.getKey() + " unknown");
                      } else {
                        check(k, p.getValue(), path + "/" + p.getKey(), wrong);
                      }
                    }
                  });
              yield true;
            }
            default -> {
              if (!NOTES.contains(keyword)) {
                throw new IllegalStateException("keyword not understood: " + keyword);
              }
              yield true;
            }
          };
      if (!good) {
        wrong.add(path + " " + keyword);
      }
    }
  }

  private static List<JsonNode> any(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new IllegalStateException("type not understood: " + type);
    };
  }
}
