package dpone.certify.kit;

import java.util.List;
import java.util.Map;

/**
 * What certification needs to try one connector: its system, and a client of that system which
 * shares no code with the connector. Found through {@link java.util.ServiceLoader} in {@code
 * certification/<connector>/fixture/*.jar}, in a class loader of its own that sees this package and
 * the contracts; files below {@code golden/} of the same jar are the expected constructions of
 * requirement EXP-4. Used by one thread.
 */
public interface Fixture {
  /** Id of the connector it is for. */
  String connector();

  /** Versions of the system; every scenario has to hold on each of them. */
  default List<String> versions() {
    return List.of(Services.ANY);
  }

  /**
   * Starts the connector's system or attaches to it.
   *
   * @param services disposable services of this machine
   * @param version one of {@link #versions}
   * @throws UnavailableException when the system cannot be had here: the run reports a skip with
   *     this reason, never a pass
   */
  TestSystem start(Services services, String version) throws Exception;

  /**
   * Attaches to a system that somebody else runs, for the profile {@code integration_live}.
   *
   * @param connection connection options, as the variables {@code DPONE_LIVE_<ID>_*} give them
   * @throws UnavailableException when the fixture cannot do that
   */
  default TestSystem attach(Map<String, Object> connection) throws Exception {
    throw new UnavailableException("its fixture cannot attach to a live system");
  }

  /**
   * The same for a system that cannot be filled, whose streams its user names.
   *
   * @param streams keys of each stream as a manifest writes them, out of the variable {@code
   *     DPONE_LIVE_<ID>_STREAMS}; empty where it is not set
   */
  default TestSystem attach(Map<String, Object> connection, List<Map<String, Object>> streams)
      throws Exception {
    return attach(connection);
  }
}
