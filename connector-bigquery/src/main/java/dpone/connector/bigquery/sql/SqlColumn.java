package dpone.connector.bigquery.sql;

/**
 * A column on its way from a stage to a target.
 *
 * @param name at the target
 * @param value the expression over the stage, alias s, that makes its value
 * @param comparison how a value is told from another: the function that is put around it, or empty
 *     where it can be compared as it is
 */
public record SqlColumn(String name, String value, String comparison) {
  String cell(String alias) {
    return alias + "." + Sql.name(name);
  }

  String differs() {
    return comparable("t") + " IS DISTINCT FROM " + comparable("s");
  }

  private String comparable(String alias) {
    return comparison.isEmpty() ? cell(alias) : comparison + "(" + cell(alias) + ")";
  }
}
