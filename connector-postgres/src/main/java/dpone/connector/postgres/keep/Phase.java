package dpone.connector.postgres.keep;

/** When a statement runs. */
public enum Phase {
  /** On the new table, after it was loaded and before the publishing transaction. */
  NEW_TABLE,
  /** In the transaction, while the old table still has its name. */
  BEFORE,
  /** In the transaction, while the new table has the name and the old one still exists. */
  HANDOVER,
  /** In the transaction, after the old table is gone. */
  AFTER,
  /** Never: it only tells whether something changed. */
  NEVER
}
