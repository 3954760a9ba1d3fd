package dpone.toolkit.http.limit;

/** The meters of every source behind HTTP, from which its page is made. */
public enum HttpMeter {
  /** Calls that succeeded. */
  CALLS("dpone.http.calls", "timer", "each call that succeeded, its tries and waits among it"),
  /** Turns. */
  WAITED(
      "dpone.http.throttled",
      "timer",
      "each wait of a request for its turn by `rate_limit` and `concurrency` that took above 1 ms"),
  /** Pauses. */
  PAUSES("dpone.http.pauses", "counter", "how often the system asked for a pause");

  private final String id;
  private final String kind;
  private final String meaning;

  HttpMeter(String id, String kind, String meaning) {
    this.id = id;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** Its name, such as {@code dpone.http.calls}. */
  public String id() {
    return id;
  }

  /** What it is, as Micrometer calls it. */
  public String kind() {
    return kind;
  }

  /** What it tells, for the documentation. */
  public String meaning() {
    return meaning;
  }
}
