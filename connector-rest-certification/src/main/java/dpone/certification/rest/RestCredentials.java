package dpone.certification.rest;

import dpone.certify.kit.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every kind of login of the double. */
record RestCredentials(ApiDouble api) implements Credentials {
  private static final String GROUP = "auth.";

  @Override
  public Map<String, Object> login(Map<String, String> secrets) {
    return login("bearer", secrets);
  }

  @Override
  public List<String> kinds() {
    return Logins.KINDS.subList(1, Logins.KINDS.size());
  }

  @Override
  public Map<String, Object> login(String kind, Map<String, String> secrets) {
    Map<String, String> own = new HashMap<>();
    secrets.forEach((option, value) -> own.put(option.replace(GROUP, ""), value));
    Map<String, Object> auth = api.logins().open(kind, own, api.url());
    api.logins().openToAll();
    return Map.of("url", api.url(), "auth", auth);
  }

  @Override
  public String secret(String option, String text) {
    return option.equals(GROUP + "service_account_key") ? api.logins().accountKey(api.url()) : text;
  }

  @Override
  public Map<String, String> others() {
    return Map.of("ssl_client_key_password", "the API of the trial asks for no certificate");
  }
}
