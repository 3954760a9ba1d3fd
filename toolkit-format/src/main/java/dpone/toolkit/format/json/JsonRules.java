package dpone.toolkit.format.json;

/**
 * What to do where JSON leaves a choice.
 *
 * @param unknown a field without column
 * @param restColumn the column that takes such fields by the rule REST; else empty
 * @param lastWins whether a field given twice means its last value instead of an error
 * @param hex whether bytes are hexadecimal instead of base64
 */
public record JsonRules(Unknown unknown, String restColumn, boolean lastWins, boolean hex) {
  /** What happens to a field without column. */
  public enum Unknown {
    IGNORE,
    FAIL,
    /** Goes to the rest column, as JSON. */
    REST
  }

  /** The rules inside of a struct, which has no rest. */
  JsonRules inner() {
    return unknown == Unknown.REST ? new JsonRules(Unknown.FAIL, "", lastWins, hex) : this;
  }
}
