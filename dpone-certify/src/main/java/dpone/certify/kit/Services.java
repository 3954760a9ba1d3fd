package dpone.certify.kit;

import java.util.Map;

/** Starts disposable services. */
public interface Services {
  /**
   * Starts the service unless it runs, and makes an empty database of that name unless it is there.
   * It ends with the run.
   *
   * @param service name, such as {@code postgres}
   * @param database name of the database
   * @throws UnavailableException when the service is not installed or does not start
   */
  Running open(String service, String database) throws UnavailableException;

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
