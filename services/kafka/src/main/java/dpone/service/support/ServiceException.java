package dpone.service.support;

/** A failure that the caller is told about: what happened, in one line, and what to do about it. */
public final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** A failure by itself. */
  public ServiceException(String message, String remedy) {
    super(oneLine(message));
    this.remedy = oneLine(remedy);
  }

  /** A failure that something else led to. */
  public ServiceException(String message, String remedy, Throwable cause) {
    super(oneLine(message), cause);
    this.remedy = oneLine(remedy);
  }

  /** What happened. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
