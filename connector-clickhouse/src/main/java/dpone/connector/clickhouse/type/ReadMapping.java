package dpone.connector.clickhouse.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;

/**
 * What a column is read as.
 *
 * @param type the logical type
 * @param nullable whether a null may stand in it
 * @param as how the server is asked for it
 * @param sent the type in which it comes
 * @param fidelity how faithful that is
 * @param note a rule worth saying, else empty
 */
public record ReadMapping(
    DataType type, boolean nullable, As as, ChType sent, Fidelity fidelity, String note) {
  /** How the server is asked for a column. */
  public enum As {
    /** By its name. */
    ITSELF,
    /** Cast to {@link ReadMapping#sent}. */
    CAST,
    /** As JSON text. */
    JSON_TEXT
  }

  /**
   * The expression of a select list.
   *
   * @param name the column, quoted
   */
  public String expression(String name) {
    return switch (as) {
      case ITSELF -> name;
      case CAST -> "CAST(" + name + ", '" + sent.text().replace("'", "\\'") + "')";
      case JSON_TEXT ->
          nullable
              ? "if(isNull(" + name + "), NULL, toJSONString(" + name + "))"
              : "toJSONString(" + name + ")";
    };
  }
}
