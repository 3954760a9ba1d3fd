package dpone.service.mssql.parse;

/** An error as the server reports it. */
public final class SqlError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int number;
  private final int severity;

  /**
   * Of a number.
   *
   * @param number as {@code sys.messages} has it
   * @param severity 11 to 25
   * @param message one line
   */
  public SqlError(int number, int severity, String message) {
    super(message);
    this.number = number;
    this.severity = severity;
  }

  /** A statement that is no T-SQL, or none that the stand-in knows. */
  public static SqlError syntax(String near) {
    return new SqlError(102, 15, "Incorrect syntax near '" + near + "'.");
  }

  /** Its number. */
  public int number() {
    return number;
  }

  /** Its severity. */
  public int severity() {
    return severity;
  }

  /** Its text. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
