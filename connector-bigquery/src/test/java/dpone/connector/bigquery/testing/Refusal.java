package dpone.connector.bigquery.testing;

/** A request that the double answers with an error. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  final int status;
  final String reason;

  Refusal(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}
