package dpone.certification.bigquery;

import dpone.certify.kit.Credentials;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys of a service account, one of which the double takes at a time, at a door of its own. */
final class BigQueryCredentials implements Credentials {
  private static final String KEY = "service_account_info";

  private final DoubleClient client;
  private final Map<String, Object> standard;
  private final Map<String, String> publicKeys = new HashMap<>();

  BigQueryCredentials(DoubleClient client, Map<String, Object> standard) {
    this.client = client;
    this.standard = standard;
  }

  @Override
  public String secret(String option, String text) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      String pem =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(pair.getPrivate().getEncoded())
              .replace("\n", "\\n");
      String key =
          "{\"type\":\"service_account\",\"project_id\":\"dpone-double\",\"client_id\":\"1\","
              + "\"client_email\":\"certify@dpone-double.iam.gserviceaccount.com\","
              + "\"private_key_id\":\"k\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n"
              + pem
              + "\\n-----END PRIVATE KEY-----\\n\",\"token_uri\":\""
              + client.endpoint()
              + "/token\"}";
      publicKeys.put(key, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
      return key;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Map<String, Object> login(Map<String, String> secrets) throws IOException {
    String key = secrets.getOrDefault(KEY, "");
    client.send("let", "{\"key\":\"" + publicKeys.getOrDefault(key, "") + "\"}");
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("endpoint", client.endpoint() + "/locked");
    login.put("credentials", "service_account");
    login.put(KEY, key);
    return login;
  }
}
