package dpone.connector.mssql.sql;

import dpone.connector.mssql.error.MsCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table with its schema and, where it lies elsewhere, its database.
 *
 * @param database null means the database of the connection
 * @param schema as it is written
 * @param name as it is written
 */
public record TableName(@Nullable String database, String schema, String name) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_@$#]*");

  /** Characters of a name, the limit of the type sysname. */
  public static final int LONGEST = 128;

  /** A table of the connection's database. */
  public TableName(String schema, String name) {
    this(null, schema, name);
  }

  /**
   * Reads {@code table}, {@code schema.table} or {@code database.schema.table}; a part may stand in
   * brackets or double quotes. Case is kept: whether it matters is up to the database's collation.
   *
   * @param defaultSchema schema where the text names none
   */
  public static TableName parse(String text, String defaultSchema) {
    List<String> parts = parts(text);
    return switch (parts.size()) {
      case 1 -> new TableName(defaultSchema, parts.get(0));
      case 2 -> new TableName(parts.get(0), parts.get(1));
      case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
      default -> throw invalid(text, "it has more than three parts; linked servers are not read");
    };
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      char first = at < text.length() ? text.charAt(at) : 0;
      if (first == '[' || first == '"') {
        at = quotedPart(text, at + 1, first == '[' ? ']' : '"', part);
      } else {
        while (at < text.length() && text.charAt(at) != '.') {
          char c = text.charAt(at++);
          if ("[]\"'".indexOf(c) >= 0 || Character.isWhitespace(c) || Character.isISOControl(c)) {
            throw invalid(text, "a quote, space or control character stands outside of brackets");
          }
          part.append(c);
        }
      }
      if (part.isEmpty() || part.length() > LONGEST || part.indexOf("\0") >= 0) {
        throw invalid(text, "a part is empty or longer than " + LONGEST + " characters");
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
    return MsCode.INVALID_NAME.error("cannot read the table name '" + text + "': " + why).build();
  }

  /** For SQL text. */
  public String sql() {
    return (database == null ? "" : Sql.name(database) + ".")
        + Sql.name(schema)
        + "."
        + Sql.name(name);
  }

  /** A table beside it, in the same database and schema. */
  public TableName sibling(String other) {
    return new TableName(database, schema, other);
  }

  /** A view of the catalogue of its database, such as {@code sys.columns}. */
  public String catalog(String view) {
    return (database == null ? "" : Sql.name(database) + ".") + view;
  }

  /** As a manifest writes it; reads back to the same name. */
  @Override
  public String toString() {
    return (database == null ? "" : plain(database) + ".") + plain(schema) + "." + plain(name);
  }

  private static String plain(String part) {
    return PLAIN.matcher(part).matches() ? part : Sql.name(part);
  }
}
