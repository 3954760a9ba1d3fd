package dpone.certify.problem;

/** What was asked for cannot be done as it was asked; the message is one line. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and what to do. */
  public BadInputException(String message) {
    super(message);
  }
}
