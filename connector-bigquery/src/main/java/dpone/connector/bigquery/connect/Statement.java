package dpone.connector.bigquery.connect;

import java.util.Map;

/**
 * A statement or script, and its parameters.
 *
 * @param sql in GoogleSQL
 * @param parameters values of type STRING by name
 */
public record Statement(String sql, Map<String, String> parameters) {
  /** Copies the map. */
  public Statement {
    parameters = Map.copyOf(parameters);
  }

  /** A statement without parameters. */
  public static Statement of(String sql) {
    return new Statement(sql, Map.of());
  }
}
