package dpone.certify.kit.http;

import java.time.Duration;

/** What an exchange meets in place of a sound answer. */
public sealed interface HttpFault {
  /**
   * It is answered so.
   *
   * @param reply the answer
   */
  record Answered(HttpReply reply) implements HttpFault {
    /** Too many requests, with the seconds to wait as {@code Retry-After}. */
    public static Answered throttled(int seconds) {
      return new Answered(
          HttpReply.json(429, "{\"error\":\"slow down\"}")
              .with("Retry-After", Integer.toString(seconds)));
    }

    /** An error of the server. */
    public static Answered failing(int status) {
      return new Answered(HttpReply.json(status, "{\"error\":\"out of order\"}"));
    }
  }

  /** The connection is reset before a byte of the answer. */
  record Reset() implements HttpFault {}

  /** The answer's head and the half of its body come, and then the connection breaks. */
  record Cut() implements HttpFault {}

  /** Nothing comes for as long as the double runs or the other side waits. */
  record Silent() implements HttpFault {}

  /**
   * The whole answer comes, in small pieces.
   *
   * @param each pause before each of them
   * @param bytes of a piece
   */
  record Slow(Duration each, int bytes) implements HttpFault {}
}
