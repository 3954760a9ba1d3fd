package dpone.service.bigquery.rest;

/** A request that is answered with an error. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  Refusal(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  /** A request that is not among those the double knows. */
  static Refusal unknown(String what) {
    return new Refusal(400, "invalid", "the double does not know: " + what);
  }
}
