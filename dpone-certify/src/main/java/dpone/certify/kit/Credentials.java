package dpone.certify.kit;

import java.util.Map;

/** Changes what a system asks for at its door. */
public interface Credentials {
  /**
   * Makes the system accept exactly these secrets, and none from before, for a login of the trial's
   * own that may do what the standard one may.
   *
   * @param secrets values by the name of the connection's secret option
   * @return connection options of that login, the secrets that it asks for among them
   */
  Map<String, Object> login(Map<String, String> secrets) throws Exception;

  /** Secret options that no login here asks for, each with the reason; others are tried. */
  default Map<String, String> others() {
    return Map.of();
  }
}
