package dpone.connector.clickhouse.codec;

/** How a type of the server takes what arrives. No value is ever changed, whatever it says. */
public enum Fit {
  /** The same values. */
  SAME,
  /** More values than arrive. */
  WIDER,
  /** Fewer: a value that has no place is refused. */
  NARROWER
}
