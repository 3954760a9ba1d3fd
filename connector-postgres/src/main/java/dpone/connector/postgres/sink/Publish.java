package dpone.connector.postgres.sink;

/** How a stage becomes the target. */
enum Publish {
  /** The stage takes the target's place. */
  SWAP("swap"),
  /** The target is emptied and filled from the stage, in one transaction. */
  TRUNCATE_INSERT("truncate_insert"),
  /** The stage's rows are added. */
  INSERT("insert"),
  /** By a unique index of the target. */
  ON_CONFLICT("insert on conflict update"),
  /** By key without a unique index, other writers kept out. */
  UPDATE_INSERT("update, then insert");

  private final String text;

  Publish(String text) {
    this.text = text;
  }

  /** The name in plans. */
  String text() {
    return text;
  }
}
