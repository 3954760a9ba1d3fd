package dpone.certify.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The one way to write a document as bytes, so that its digest means something: RFC 8785 for
 * objects, arrays, strings, whole numbers, booleans and null. Evidence holds no fractions.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** UTF-8 bytes of the one form. */
  public static byte[] bytes(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The one form, on one line.
   *
   * @throws IllegalArgumentException for a fraction
   */
  public static String text(JsonNode node) {
    StringBuilder out = new StringBuilder();
    write(out, node);
    return out.toString();
  }

  private static void write(StringBuilder out, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(out, node);
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
          out.append(i == 0 ? "" : ",");
          write(out, node.get(i));
        }
        out.append(']');
      }
      case STRING -> string(out, node.textValue());
      case NUMBER -> {
        if (!node.isIntegralNumber()) {
          throw new IllegalArgumentException("evidence holds whole numbers only, not " + node);
        }
        out.append(node.bigIntegerValue());
      }
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("not JSON: " + node.getNodeType());
    }
  }

  private static void object(StringBuilder out, JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    // String's own order is by UTF-16 code unit, which is the one that RFC 8785 asks for.
    fields.sort(Comparator.comparing(Map.Entry::getKey));
    out.append('{');
    String comma = "";
    for (Map.Entry<String, JsonNode> field : fields) {
      out.append(comma);
      string(out, field.getKey());
      out.append(':');
      write(out, field.getValue());
      comma = ",";
    }
    out.append('}');
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    text.codePoints().forEach(c -> character(out, c));
    out.append('"');
  }

  private static void character(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20) {
          out.append(String.format("\\u%04x", c));
        } else {
          // Half of a surrogate pair has no bytes in UTF-8.
          out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
        }
      }
    }
  }
}
