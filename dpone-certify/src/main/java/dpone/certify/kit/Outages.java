package dpone.certify.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a system fail in passing. A fixture whose system is reached over a network gives {@link
 * Network} instead, and the kit makes the outages, unless the system's clients make connections of
 * their own accord, so that tries cannot be told apart by them.
 */
public interface Outages {
  /** Documented codes that can be brought about. */
  Set<String> codes();

  /** The other codes that are tried again, each with the reason why it cannot. */
  Map<String, String> others();

  /**
   * From now on tries fail with that code.
   *
   * @param code one of {@link #codes}
   * @param times how many tries; those after them succeed
   */
  Outage begin(String code, int times) throws Exception;

  /** An outage, which ends with {@link #close}. */
  interface Outage extends AutoCloseable {
    /** Connection options under which it is met. */
    Map<String, Object> connection();

    /** How long the system asks to wait before the next try; zero if it names no time. */
    Duration asked();

    /** Whether the system can tell when a try met the outage. */
    boolean counted();

    /** Whether it ends after so many tries, or only with {@link #close}. */
    boolean ends();

    /** When tries met it, in order; empty unless {@link #counted}. */
    List<Instant> met() throws Exception;

    @Override
    void close() throws Exception;
  }
}
