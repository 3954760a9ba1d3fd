package dpone.certification.mssql;

import dpone.certify.kit.Credentials;
import dpone.service.mssql.MssqlStandIn;
import java.util.LinkedHashMap;
import java.util.Map;

/** A login of the trial's own, whose password changes. */
record MssqlCredentials(MssqlStandIn server, Map<String, Object> standard) implements Credentials {
  private static final String USER = "certify_login";
  private static final String PASSWORD = "password";

  @Override
  public Map<String, Object> login(Map<String, String> secrets) {
    String password = secrets.getOrDefault(PASSWORD, "");
    server.users().put(USER, password);
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("user", USER);
    login.put(PASSWORD, password);
    return login;
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "trust_store_password",
        "opens a file of this machine; the server is not asked for it",
        "access_token",
        "the stand-in knows logins by their passwords; Microsoft Entra ID makes tokens");
  }
}
