package dpone.service.bigquery.sql;

/** What a job ends with: a reason as BigQuery names it, and a message. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** A failure. */
  public SqlFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Such as {@code invalidQuery}. */
  public String reason() {
    return reason;
  }

  /** What happened. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The double knows less than BigQuery does, and guesses nothing. */
  static SqlFailure unknown(String what) {
    return new SqlFailure("invalidQuery", "the double does not know: " + what);
  }
}
