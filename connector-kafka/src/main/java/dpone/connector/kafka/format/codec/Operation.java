package dpone.connector.kafka.format.codec;

/** What an envelope says happened to its row. */
public enum Operation {
  /** A row that is new. */
  INSERT("insert"),
  /** A row that was changed. */
  UPDATE("update"),
  /** A row that is new or changed. */
  UPSERT("upsert"),
  /** A row that is gone; its data is the key, with null in every other column. */
  DELETE("delete");

  /** The column of the operation, where records come in an envelope. */
  public static final String COLUMN = "__dpone__op";

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /** The word in the envelope. */
  public String text() {
    return text;
  }
}
