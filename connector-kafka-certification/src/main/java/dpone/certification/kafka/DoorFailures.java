package dpone.certification.kafka;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Failures of reaching the cluster and of being let in.
 *
 * @param connection options that lead to the cluster
 * @param disposable whether users may be made in it
 */
record DoorFailures(TopicClient topics, Map<String, Object> connection, boolean disposable) {
  private static final String SERVERS = "bootstrap_servers";
  private static final String PROTOCOL = "security_protocol";

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    ways.put("KAFKA_BROKER_UNREACHABLE", this::nobody);
    answered(ways, "KAFKA_BROKER_LOST", Errors.LEADER_NOT_AVAILABLE);
    answered(ways, "KAFKA_TIMEOUT", Errors.REQUEST_TIMED_OUT);
    answered(ways, "KAFKA_THROTTLED", Errors.THROTTLING_QUOTA_EXCEEDED);
    answered(ways, "KAFKA_UNSUPPORTED_VERSION", Errors.UNSUPPORTED_VERSION);
    answered(ways, "KAFKA_CLUSTER_ERROR", Errors.UNKNOWN_SERVER_ERROR);
    ways.put("KAFKA_INVALID_OPTION", p -> Manifests.set(p, SERVERS, "nonsense"));
    ways.put("KAFKA_UNKNOWN_PROPERTY", p -> Manifests.set(p, "properties", Map.of("acks", "all")));
    ways.put("KAFKA_TLS", DoorFailures::plainText);
    if (disposable) {
      logins(ways);
    }
  }

  private @Nullable AutoCloseable nobody(Pipeline pipeline) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Manifests.set(pipeline, SERVERS, "127.0.0.1:" + free.getLocalPort());
    }
    return Manifests.set(pipeline, "connect_timeout", "1s");
  }

  private void answered(Map<String, ProvokedFailures.Way> ways, String code, Errors error) {
    ways.put(
        code,
        p -> {
          BrokerProxy proxy = new BrokerProxy(String.valueOf(connection.get(SERVERS)));
          proxy.answer(error, BrokerProxy.ENDLESS);
          Manifests.group(p.manifest(), "source", "connection").put(SERVERS, proxy.address());
          return proxy;
        });
  }

  /** Somebody who answers a greeting in plain text. */
  private static AutoCloseable plainText(Pipeline pipeline) throws IOException {
    PlainSpeaker other = new PlainSpeaker();
    Manifests.set(pipeline, SERVERS, other.address());
    Manifests.set(pipeline, PROTOCOL, "SSL");
    return other;
  }

  private void logins(Map<String, ProvokedFailures.Way> ways) {
    KafkaCredentials credentials = new KafkaCredentials(topics, connection);
    ways.put(
        "KAFKA_AUTHENTICATION",
        p -> {
          login(p, credentials, "certify_door");
          return Manifests.set(p, "sasl_password", "not-the-password");
        });
    ways.put(
        "KAFKA_NOT_AUTHORIZED",
        p -> {
          login(p, credentials, "certify_weak");
          return null;
        });
    ways.put(
        "KAFKA_TOKEN_REFUSED",
        p -> {
          Map<String, Object> login = new LinkedHashMap<>();
          login.put(SERVERS, credentials.door("SASL_PLAINTEXT"));
          login.put(PROTOCOL, "SASL_PLAINTEXT");
          login.put("sasl_mechanism", "OAUTHBEARER");
          login.put("oauth_token", "no.such.token");
          Manifests.connect(p, login);
          return null;
        });
    ways.put(
        "KAFKA_TLS_UNTRUSTED",
        p -> {
          Manifests.set(p, SERVERS, credentials.door("SSL"));
          return Manifests.set(p, PROTOCOL, "SSL");
        });
  }

  private static void login(Pipeline pipeline, KafkaCredentials credentials, String user)
      throws ExecutionException, InterruptedException {
    Manifests.connect(pipeline, credentials.user(user, "certify"));
  }
}
