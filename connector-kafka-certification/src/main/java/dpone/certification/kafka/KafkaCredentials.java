package dpone.certification.kafka;

import dpone.certify.kit.Credentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A user of the trial's own, whose password changes. */
record KafkaCredentials(TopicClient topics, Map<String, Object> standard) implements Credentials {
  private static final String USER = "certify_login";
  private static final String PASSWORD = "sasl_password";
  private static final String PROTOCOL = "SASL_PLAINTEXT";
  private static final int ITERATIONS = 4096;

  /** What the standard login may do. */
  private static final List<AclBinding> RIGHTS =
      List.of(
          right(ResourceType.TOPIC, "*"),
          right(ResourceType.GROUP, "*"),
          right(ResourceType.TRANSACTIONAL_ID, "*"),
          right(ResourceType.CLUSTER, "kafka-cluster"));

  private static AclBinding right(ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + USER, "*", AclOperation.ALL, AclPermissionType.ALLOW));
  }

  @Override
  public Map<String, Object> login(Map<String, String> secrets)
      throws ExecutionException, InterruptedException {
    Map<String, Object> login = user(USER, secrets.getOrDefault(PASSWORD, ""));
    topics.admin().createAcls(RIGHTS).all().get();
    return login;
  }

  /** A user without any right, and how it logs in. */
  Map<String, Object> user(String name, String password)
      throws ExecutionException, InterruptedException {
    topics
        .admin()
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS),
                    password)))
        .all()
        .get();
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("bootstrap_servers", door(PROTOCOL));
    login.put("security_protocol", PROTOCOL);
    login.put("sasl_mechanism", "SCRAM-SHA-256");
    login.put("sasl_username", name);
    login.put(PASSWORD, password);
    return login;
  }

  /** Where that protocol is spoken; the brokers' own settings tell. */
  String door(String protocol) throws ExecutionException, InterruptedException {
    for (Node node : topics.admin().describeCluster().nodes().get()) {
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
      for (Config config : topics.admin().describeConfigs(List.of(broker)).all().get().values()) {
        for (String listener : config.get("advertised.listeners").value().split(",", -1)) {
          if (listener.startsWith(protocol + "://")) {
            return listener.substring(listener.indexOf("://") + 3);
          }
        }
      }
    }
    throw new IllegalStateException("no listener speaks " + protocol);
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "oauth_token", "the broker of the trial believes every token",
        "oauth_client_secret", "no authority that gives tokens runs beside the broker",
        "ssl_key_password", "the broker of the trial asks for no certificate");
  }
}
