package dpone.connector.mssql.sql;

import java.util.List;
import java.util.stream.Collectors;

/** Names and literals of T-SQL, quoted. */
public final class Sql {
  private Sql() {}

  /** A name in brackets; reserved words and anything else stay what they are. */
  public static String name(String name) {
    return '[' + name.replace("]", "]]") + ']';
  }

  /** Names in brackets, with commas between. */
  public static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** Text as a Unicode literal. */
  public static String text(String value) {
    return "N'" + value.replace("'", "''") + "'";
  }

  /** A condition of the user's own, kept together whatever it holds, also a comment at its end. */
  public static String condition(String condition) {
    return "(" + condition + "\n)";
  }
}
