package dpone.connector.kafka.connect;

import dpone.connector.kafka.error.KafkaCode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which properties of the clients a manifest may set. Only what changes how fast or by which way:
 * never what is moved, who logs in, or which classes run.
 */
final class ClientProperties {
  /** Passed on to every client that knows them. */
  static final Set<String> PASSED_ON =
      new TreeSet<>(
          Set.of(
              "batch.size",
              "buffer.memory",
              "check.crcs",
              "client.dns.lookup",
              "client.rack",
              "compression.gzip.level",
              "compression.lz4.level",
              "compression.zstd.level",
              "connections.max.idle.ms",
              "fetch.max.bytes",
              "fetch.max.wait.ms",
              "fetch.min.bytes",
              "linger.ms",
              "max.in.flight.requests.per.connection",
              "max.partition.fetch.bytes",
              "max.poll.records",
              "metadata.max.age.ms",
              "metadata.max.idle.ms",
              "metadata.recovery.rebootstrap.trigger.ms",
              "metadata.recovery.strategy",
              "receive.buffer.bytes",
              "reconnect.backoff.max.ms",
              "reconnect.backoff.ms",
              "retry.backoff.max.ms",
              "retry.backoff.ms",
              "send.buffer.bytes",
              "ssl.cipher.suites",
              "ssl.enabled.protocols",
              "ssl.protocol"));

  /** The option of the manifest that says the same. */
  static final Map<String, String> GOVERNED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "connection.bootstrap_servers"),
          Map.entry("client.id", "connection.client_id"),
          Map.entry("security.protocol", "connection.security_protocol"),
          Map.entry("sasl.mechanism", "connection.sasl_mechanism"),
          Map.entry("sasl.jaas.config", "connection.sasl_username and sasl_password"),
          Map.entry("sasl.oauthbearer.token.endpoint.url", "connection.oauth_token_url"),
          Map.entry("ssl.truststore.location", "connection.ssl_ca_location"),
          Map.entry("ssl.truststore.certificates", "connection.ssl_ca_location"),
          Map.entry("ssl.keystore.location", "connection.ssl_certificate_location"),
          Map.entry("ssl.keystore.key", "connection.ssl_key_location"),
          Map.entry("ssl.key.password", "connection.ssl_key_password"),
          Map.entry("ssl.endpoint.identification.algorithm", "connection.ssl_verify_hostname"),
          Map.entry("request.timeout.ms", "connection.request_timeout"),
          Map.entry("default.api.timeout.ms", "connection.request_timeout"),
          Map.entry("socket.connection.setup.timeout.ms", "connection.connect_timeout"),
          Map.entry("group.id", "streams[].group_id"),
          Map.entry("auto.offset.reset", "streams[].start_from"));

  private ClientProperties() {}

  static void check(Set<String> names) {
    for (String name : new TreeSet<>(names)) {
      String option = GOVERNED.get(name);
      if (option != null) {
        throw KafkaCode.UNKNOWN_PROPERTY
            .error("connection.properties sets " + name + ", which an option governs")
            .remedy("use " + option)
            .build();
      }
      if (!PASSED_ON.contains(name)) {
        throw KafkaCode.UNKNOWN_PROPERTY
            .error("connection.properties sets " + name + ", which may not be set")
            .remedy("use one of " + String.join(", ", PASSED_ON))
            .build();
      }
    }
  }
}
