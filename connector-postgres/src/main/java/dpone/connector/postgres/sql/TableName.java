package dpone.connector.postgres.sql;

import dpone.connector.postgres.error.PgCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A table with its schema.
 *
 * @param schema as the catalogue spells it
 * @param name as the catalogue spells it
 */
public record TableName(String schema, String name) {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /**
   * Reads {@code table}, {@code schema.table} or quoted parts; as in SQL, what is not quoted is
   * folded to lower case.
   *
   * @param defaultSchema schema where the text names none
   */
  public static TableName parse(String text, String defaultSchema) {
    List<String> parts = parts(text);
    return switch (parts.size()) {
      case 1 -> new TableName(defaultSchema, parts.get(0));
      case 2 -> new TableName(parts.get(0), parts.get(1));
      default -> throw invalid(text, "it has more than two parts");
    };
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      if (at < text.length() && text.charAt(at) == '"') {
        at = quotedPart(text, at + 1, part);
      } else {
        while (at < text.length() && text.charAt(at) != '.') {
          char c = text.charAt(at++);
          if (c == '"' || Character.isWhitespace(c) || Character.isISOControl(c)) {
            throw invalid(text, "a quote, space or control character stands outside of quotes");
          }
          part.append(c);
        }
        part.replace(0, part.length(), part.toString().toLowerCase(Locale.ROOT));
      }
      if (part.isEmpty() || part.indexOf("\0") >= 0) {
        throw invalid(text, "a part is empty");
      }
      parts.add(part.toString());
      if (at == text.length()) {
        return parts;
      }
      if (text.charAt(at) != '.') {
        throw invalid(text, "something follows a closing quote");
      }
      at++;
    }
  }

  private static int quotedPart(String text, int from, StringBuilder part) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        part.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        part.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw invalid(text, "a quote is not closed");
  }

  private static RuntimeException invalid(String text, String why) {
    return PgCode.INVALID_NAME.error("cannot read the table name '" + text + "': " + why).build();
  }

  /** For SQL text. */
  public String sql() {
    return Sql.name(schema) + "." + Sql.name(name);
  }

  /** As a manifest writes it; reads back to the same name. */
  @Override
  public String toString() {
    return plain(schema) + "." + plain(name);
  }

  private static String plain(String part) {
    return PLAIN.matcher(part).matches() ? part : Sql.name(part);
  }
}
