package dpone.service.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** The broker's own process; it ends with its standard input. */
public final class BrokerMain {
  /** Said once clients are served. */
  static final String READY = "ready";

  private BrokerMain() {}

  /**
   * @param arguments the file of the broker's configuration
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    PrintStream replies = System.out;
    // What libraries print must not be taken for an answer.
    System.setOut(System.err);
    Path data = file.resolveSibling("");
    Certificates.make(data);
    format(data);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (Throwable failed) {
      System.err.println("ERROR " + failed);
      Runtime.getRuntime().halt(1);
    }
    replies.println(READY);
    replies.flush();
    awaitEnd();
    server.shutdown();
    server.awaitShutdown();
    Runtime.getRuntime().exit(0);
  }

  private static void format(Path data) throws Exception {
    String logs = data.resolve("logs").toString();
    Formatter formatter = new Formatter();
    formatter
        .setClusterId(clusterId(data))
        .setNodeId(1)
        .addDirectory(logs)
        .setMetadataLogDirectory(logs)
        .setControllerListenerName("CONTROLLER")
        .setIgnoreFormatted(true)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .setScramArguments(
            List.of(
                scram("SCRAM-SHA-256", Access.USER),
                scram("SCRAM-SHA-512", Access.USER),
                scram("SCRAM-SHA-256", "guest"),
                scram("SCRAM-SHA-512", "guest")));
    formatter.run();
  }

  private static String scram(String mechanism, String user) {
    return mechanism + "=[name=" + user + ",password=" + user + "-secret,iterations=4096]";
  }

  private static String clusterId(Path data) throws IOException {
    Path file = data.resolve("cluster.id");
    if (!Files.exists(file)) {
      Files.writeString(file, Uuid.randomUuid().toString());
    }
    return Files.readString(file).strip();
  }

  private static void awaitEnd() throws IOException {
    byte[] ignored = new byte[64];
    while (System.in.read(ignored) >= 0) {
      // until the service closes the pipe, or dies
    }
  }
}
