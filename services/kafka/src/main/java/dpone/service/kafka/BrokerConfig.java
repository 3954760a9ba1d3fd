package dpone.service.kafka;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The configuration of the broker. */
final class BrokerConfig {
  /** Listeners that clients use, by their security protocol, and the controller's. */
  static final List<String> PORTS =
      List.of("PLAINTEXT", "SASL_PLAINTEXT", "SSL", "SASL_SSL", "CONTROLLER");

  private static final String LOGIN = "org.apache.kafka.common.security.";

  private BrokerConfig() {}

  static void write(Path file, Path data, Map<String, Integer> ports) throws IOException {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + ports.get("CONTROLLER"));
    p.setProperty("listeners", listeners(ports, PORTS));
    p.setProperty("advertised.listeners", listeners(ports, PORTS.subList(0, 4)));
    p.setProperty(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,"
            + "CONTROLLER:PLAINTEXT");
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("inter.broker.listener.name", "PLAINTEXT");
    p.setProperty("log.dirs", data.resolve("logs").toString());
    single(p);
    small(p);
    security(p, data);
    try (Writer writer = Files.newBufferedWriter(file)) {
      p.store(writer, null);
    }
  }

  private static String listeners(Map<String, Integer> ports, List<String> names) {
    return String.join(",", names.stream().map(n -> n + "://127.0.0.1:" + ports.get(n)).toList());
  }

  private static void single(Properties p) {
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      p.setProperty(topic + ".replication.factor", "1");
      p.setProperty(topic + ".num.partitions", "1");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("auto.create.topics.enable", "false");
    // A broker that was killed must be let in again soon after.
    p.setProperty("broker.session.timeout.ms", "2000");
    p.setProperty("broker.heartbeat.interval.ms", "250");
    p.setProperty("transaction.max.timeout.ms", "900000");
    p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void small(Properties p) {
    // The default is an array of 128 MB.
    p.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    p.setProperty("log.cleaner.backoff.ms", "500");
    p.setProperty("log.retention.check.interval.ms", "1000");
    p.setProperty("log.initial.task.delay.ms", "500");
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "3");
    p.setProperty("background.threads", "2");
    p.setProperty("log.segment.bytes", "67108864");
    p.setProperty("log.index.size.max.bytes", "1048576");
  }

  private static void security(Properties p, Path data) {
    p.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    p.setProperty("super.users", "User:ANONYMOUS;User:" + Access.USER + ";User:CN=" + Access.USER);
    p.setProperty("ssl.keystore.location", Certificates.server(data).toString());
    p.setProperty("ssl.keystore.password", Certificates.PASSWORD);
    p.setProperty("ssl.key.password", Certificates.PASSWORD);
    p.setProperty("ssl.keystore.type", "PKCS12");
    p.setProperty("ssl.truststore.location", Certificates.authority(data).toString());
    p.setProperty("ssl.truststore.type", "PEM");
    p.setProperty("ssl.client.auth", "requested");
    for (String listener : List.of("sasl_plaintext", "sasl_ssl")) {
      String name = "listener.name." + listener + ".";
      p.setProperty(
          name + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER");
      p.setProperty(
          name + "plain.sasl.jaas.config",
          LOGIN
              + "plain.PlainLoginModule required user_dpone=\"dpone-secret\""
              + " user_guest=\"guest-secret\";");
      for (String scram : List.of("scram-sha-256", "scram-sha-512")) {
        p.setProperty(
            name + scram + ".sasl.jaas.config", LOGIN + "scram.ScramLoginModule required;");
      }
      p.setProperty(
          name + "oauthbearer.sasl.jaas.config",
          LOGIN
              + "oauthbearer.OAuthBearerLoginModule required"
              + " unsecuredLoginStringClaim_sub=\"dpone\";");
    }
  }
}
