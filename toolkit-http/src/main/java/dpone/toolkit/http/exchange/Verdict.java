package dpone.toolkit.http.exchange;

import dpone.toolkit.http.error.HttpCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an answer is. */
public sealed interface Verdict {
  /** It is taken, whatever its status. */
  record Accept() implements Verdict {}

  /**
   * It is a failure, whatever its status.
   *
   * @param code which
   * @param detail what the system says about it; empty for the start of the body
   * @param pause how long it asks to wait, or null
   */
  record Refuse(HttpCode code, String detail, @Nullable Duration pause) implements Verdict {}

  /** It is what its status says. */
  record Usual() implements Verdict {}

  /** It is taken. */
  Verdict ACCEPT = new Accept();

  /** It is what its status says. */
  Verdict USUAL = new Usual();

  /** It is a failure, told by the start of its body. */
  static Verdict refuse(HttpCode code) {
    return new Refuse(code, "", null);
  }

  /** It is a failure. */
  static Verdict refuse(HttpCode code, String detail) {
    return new Refuse(code, detail, null);
  }

  /** It is a failure, and it is known how long to wait. */
  static Verdict refuse(HttpCode code, String detail, Duration pause) {
    return new Refuse(code, detail, pause);
  }
}
