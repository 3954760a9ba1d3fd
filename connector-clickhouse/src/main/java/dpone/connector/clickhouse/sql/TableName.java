package dpone.connector.clickhouse.sql;

import dpone.connector.clickhouse.error.ChCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table with its database. Names are case sensitive.
 *
 * @param database as the server spells it
 * @param name as the server spells it
 */
public record TableName(String database, String name) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Reads {@code table}, {@code database.table} or parts quoted by backquotes or double quotes.
   *
   * @param defaultDatabase database where the text names none
   */
  public static TableName parse(String text, String defaultDatabase) {
    List<String> parts = parts(text);
    return switch (parts.size()) {
      case 1 -> new TableName(defaultDatabase, parts.get(0));
      case 2 -> new TableName(parts.get(0), parts.get(1));
      default -> throw invalid(text, "it has more than two parts");
    };
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      char first = at < text.length() ? text.charAt(at) : '.';
      if (first == '`' || first == '"') {
        at = quotedPart(text, at + 1, first, part);
      } else {
        while (at < text.length() && text.charAt(at) != '.') {
          char c = text.charAt(at++);
          if (c == '"' || c == '`' || Character.isWhitespace(c) || Character.isISOControl(c)) {
            throw invalid(text, "a quote, space or control character stands outside of quotes");
          }
          part.append(c);
        }
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

  private static int quotedPart(String text, int from, char quote, StringBuilder part) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != quote) {
        part.append(c);
      } else if (at < text.length() && text.charAt(at) == quote) {
        part.append(quote);
        at++;
      } else {
        return at;
      }
    }
    throw invalid(text, "a quote is not closed");
  }

  private static RuntimeException invalid(String text, String why) {
    return ChCode.INVALID_NAME.error("cannot read the table name '" + text + "': " + why).build();
  }

  /** For SQL text. */
  public String sql() {
    return Sql.name(database) + "." + Sql.name(name);
  }

  /** As a manifest writes it; reads back to the same name. */
  @Override
  public String toString() {
    return plain(database) + "." + plain(name);
  }

  private static String plain(String part) {
    return PLAIN.matcher(part).matches() ? part : '`' + part.replace("`", "``") + '`';
  }
}
