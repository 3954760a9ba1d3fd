package dpone.connector.postgres.publish;

/** What a cell has to fulfil for its row to be published; rows that do not are rejected. */
public enum Demand {
  /** The target has no place for a value: it has to be null. */
  ABSENT,
  /** The value has to come back unchanged from the target's type. */
  CONVERTS,
  /** The target takes no null. */
  NOT_NULL
}
