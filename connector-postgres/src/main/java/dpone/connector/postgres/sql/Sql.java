package dpone.connector.postgres.sql;

import java.util.List;
import java.util.stream.Collectors;

/** Names and literals, quoted. */
public final class Sql {
  private Sql() {}

  /** A name in double quotes; reserved words, capitals and anything else stay what they are. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Names in double quotes, with commas between. */
  public static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** Text as a literal that does not depend on standard_conforming_strings. */
  public static String text(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
  }

  /** A condition of the user's own, kept together whatever it holds, also a comment at its end. */
  public static String condition(String condition) {
    return "(" + condition + "\n)";
  }
}
