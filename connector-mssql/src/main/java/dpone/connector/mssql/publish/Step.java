package dpone.connector.mssql.publish;

/**
 * A statement of the publishing transaction.
 *
 * @param stream whose rows it moves
 * @param counts what the rows that it changes are
 * @param sql the statement
 */
public record Step(String stream, Counts counts, String sql) {
  /** What the rows that a statement changes are counted as. */
  public enum Counts {
    /** Nothing. */
    NONE,
    /** Rows that are new. */
    INSERTED,
    /** Rows that changed. */
    UPDATED,
    /** Rows that are gone. */
    DELETED,
    /** It answers with one row: rows that are new, that changed, that are gone. */
    ALL,
    /**
     * It changes nothing and answers with one row: rows that go and others replace, and rows that
     * would be lost. If there are any of the latter the publish ends.
     */
    REPLACED
  }

  /** Whether it makes the target or gives it a column. */
  public boolean defines() {
    return counts == Counts.NONE
        && (sql.startsWith("CREATE TABLE ")
            || (sql.startsWith("ALTER TABLE ") && !sql.contains(" SWITCH ")));
  }
}
