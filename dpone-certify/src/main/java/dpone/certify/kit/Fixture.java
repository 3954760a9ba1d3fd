package dpone.certify.kit;

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

  /**
   * Starts the connector's system or attaches to it.
   *
   * @param services disposable services of this machine
   * @throws UnavailableException when the system cannot be had here: the run reports a skip with
   *     this reason, never a pass
   */
  TestSystem start(Services services) throws Exception;
}
