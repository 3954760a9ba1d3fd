package dpone.service.tds;

/** A statement that no script has. */
public final class UnknownStatementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the statement. */
  public UnknownStatementException(String statement) {
    super("the double knows no statement like: " + statement);
  }
}
