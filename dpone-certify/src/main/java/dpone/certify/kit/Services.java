package dpone.certify.kit;

import java.util.Map;

/** Starts disposable services. */
public interface Services {
  /** The service's own choice of a version. */
  String ANY = "";

  /**
   * Starts the service unless it runs, and makes an empty database of that name unless it is there.
   * It ends with the run.
   *
   * @param service name, such as {@code postgres}
   * @param database name of the database
   * @param version of the system, as the service calls it, or {@link #ANY}
   * @throws UnavailableException when the service is not installed or does not start
   */
  Running open(String service, String database, String version) throws UnavailableException;

  /**
   * Asks a service for something else than to be opened, such as {@code stop} or {@code restart}.
   *
   * @param service name
   * @param operation what to do
   * @param version as for {@link #open}
   */
  void control(String service, String operation, String version);

  /**
   * The same for what has to be told more, such as a user and its password.
   *
   * @param more keys of the request beside the operation
   */
  default void control(String service, String operation, String version, Map<String, String> more) {
    throw new UnsupportedOperationException("services here take no more than an operation");
  }

  /**
   * A service that runs.
   *
   * @param connection connection options as a manifest writes them
   * @param info what it is
   */
  record Running(Map<String, Object> connection, ServiceInfo info) {
    /** Copies the map. */
    public Running {
      connection = Map.copyOf(connection);
    }
  }
}
