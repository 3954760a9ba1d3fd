package dpone.certify.kit;

/** A system that cannot be had here. The message says what to do about it. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason for the skip, one line. */
  public UnavailableException(String reason) {
    super(reason);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
