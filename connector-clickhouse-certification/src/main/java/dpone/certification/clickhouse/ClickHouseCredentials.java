package dpone.certification.clickhouse;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Services;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user of the trial's own, whose password changes. */
record ClickHouseCredentials(Services services, Map<String, Object> standard)
    implements Credentials {
  private static final String USER = "certify_login";
  private static final String PASSWORD = "password";

  @Override
  public Map<String, Object> login(Map<String, String> secrets) {
    String password = secrets.getOrDefault(PASSWORD, "");
    services.control(
        ClickHouseFixture.SERVICE, "user", Services.ANY, Map.of("user", USER, PASSWORD, password));
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("user", USER);
    login.put(PASSWORD, password);
    return login;
  }
}
