package dpone.certify.kit;

import java.time.Duration;
import java.util.Map;

/** The address at which a system is reached, so that a trial can get in between. */
public interface Network {
  /** Host where the system listens. */
  String host();

  /** Port where it listens. */
  int port();

  /**
   * Connection options that lead to another address, all else the same. One try must make one
   * connection, so that tries can be counted.
   */
  Map<String, Object> through(String host, int port);

  /** What a try meets that fails with a documented code. */
  Map<String, Fault> faults();

  /** Documented code of a connection that breaks as soon as it is made. */
  String broken();

  /** The other codes that are tried again, each with the reason why no fault brings it about. */
  Map<String, String> others();

  /**
   * Further connection options under which a network that falls silent is given up after a second
   * or two.
   */
  Map<String, Object> impatient();

  /** What goes wrong with a connection. */
  sealed interface Fault {
    /** Nobody listens. */
    record Refused() implements Fault {}

    /** It is broken as soon as it is made. */
    record Broken() implements Fault {}

    /**
     * Its first bytes are answered with these, and that is all.
     *
     * @param text what the system would answer, each character a byte
     * @param asked how long that asks to wait; zero if it names no time
     */
    record Answered(String text, Duration asked) implements Fault {}

    /**
     * Nothing; the system itself refuses what it is asked for.
     *
     * @param options connection options under which it does
     */
    record Asked(Map<String, Object> options) implements Fault {
      /** Copies the map. */
      public Asked {
        options = Map.copyOf(options);
      }
    }
  }
}
