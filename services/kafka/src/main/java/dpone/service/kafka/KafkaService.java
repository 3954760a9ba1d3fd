package dpone.service.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.support.Backend;
import dpone.service.support.ClassArchive;
import dpone.service.support.JavaChild;
import dpone.service.support.Ports;
import dpone.service.support.ServiceException;
import dpone.service.support.ServiceLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One broker with its data. */
final class KafkaService implements Backend {
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private final Path data;
  private final Path log;
  private volatile @Nullable JavaChild broker;
  private Map<String, Integer> ports = Map.of();

  KafkaService(Path data) {
    this.data = data;
    this.log = data.resolve("server.log");
  }

  @Override
  public ObjectNode open(JsonNode request)
      throws ServiceException, IOException, InterruptedException {
    start();
    ObjectNode reply = ServiceLoop.done();
    reply.set("connection", Access.of(request).connection(data, ports));
    reply.put("created", Topics.open(request, ports.getOrDefault("PLAINTEXT", 0)));
    reply
        .putObject("service")
        .put("kind", "real")
        .put("name", "Apache Kafka")
        .put("version", version());
    return reply;
  }

  @Override
  public ObjectNode ping() {
    JavaChild now = broker;
    ObjectNode reply = ServiceLoop.done();
    return now != null && now.running()
        ? reply.put("running", true).put("pid", now.pid())
        : reply.put("running", false);
  }

  @Override
  public void stop() throws InterruptedException {
    JavaChild now = broker;
    if (now != null) {
      now.end(PATIENCE);
    }
  }

  @Override
  public void kill() throws InterruptedException {
    JavaChild now = broker;
    if (now != null) {
      now.kill();
    }
  }

  @Override
  public void restart() throws ServiceException, IOException, InterruptedException {
    stop();
    start();
  }

  private void start() throws ServiceException, IOException {
    JavaChild now = broker;
    if (now != null && now.running()) {
      return;
    }
    ports = Ports.choose(data.resolve("ports"), BrokerConfig.PORTS);
    Path config = data.resolve("server.properties");
    BrokerConfig.write(config, data, ports);
    String classPath = JavaChild.classPath();
    JavaChild started =
        JavaChild.start(
            data,
            log,
            ClassArchive.of(data, "kafka", classPath),
            List.of(
                "-Xms32m",
                "-Xmx160m",
                "--add-exports=java.base/sun.security.tools.keytool=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=" + logging(),
                "-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider",
                "-cp",
                classPath,
                BrokerMain.class.getName(),
                config.toString()));
    broker = started;
    if (!started.said(BrokerMain.READY)) {
      throw new ServiceException("Kafka does not start: " + started.complaint(), "read " + log);
    }
  }

  private static String version() throws IOException {
    try (InputStream in =
        KafkaService.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "");
    }
  }

  private Path logging() throws IOException {
    Path file = data.resolve("log4j2.properties");
    Files.writeString(
        file,
        """
        appender.err.type=Console
        appender.err.name=err
        appender.err.target=SYSTEM_ERR
        appender.err.layout.type=PatternLayout
        appender.err.layout.pattern=%d{HH:mm:ss.SSS} %p %c{1} %m%n
        rootLogger.level=WARN
        rootLogger.appenderRef.err.ref=err
        """);
    return file;
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
