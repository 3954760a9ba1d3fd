package dpone.certification.kafka;

import dpone.certify.kit.Credentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A user of the trial's own, whose password changes. */
record KafkaCredentials(TopicClient topics, Map<String, Object> standard) implements Credentials {
  private static final String USER = "certify_login";
  private static final String PASSWORD = "sasl_password";
  private static final int ITERATIONS = 4096;

  @Override
  public Map<String, Object> login(Map<String, String> secrets)
      throws ExecutionException, InterruptedException {
    String password = secrets.getOrDefault(PASSWORD, "");
    topics
        .admin()
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    USER,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                    password)))
        .all()
        .get();
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("security_protocol", "SASL_PLAINTEXT");
    login.put("sasl_mechanism", "SCRAM-SHA-256");
    login.put("sasl_username", USER);
    login.put(PASSWORD, password);
    return login;
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "oauth_token", "the broker of the trial believes every token",
        "oauth_client_secret", "no authority that gives tokens runs beside the broker",
        "ssl_key_password", "the broker of the trial asks for no certificate");
  }
}
