package dpone.service.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.support.Backend;
import dpone.service.support.ClassArchive;
import dpone.service.support.JavaChild;
import dpone.service.support.Ports;
import dpone.service.support.ServiceException;
import dpone.service.support.ServiceLoop;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One registry; its schemas are in a file of the data folder. */
final class RegistryService implements Backend {
  private static final Duration PATIENCE = Duration.ofSeconds(9);
  private static final Duration START = Duration.ofSeconds(90);

  private final Path data;
  private final Path log;
  private final Properties build = new Properties();
  private volatile @Nullable JavaChild registry;
  private Map<String, Integer> ports = Map.of();

  RegistryService(Path data) throws IOException {
    this.data = data;
    this.log = data.resolve("server.log");
    try (InputStream in = RegistryService.class.getResourceAsStream("registry.properties")) {
      if (in != null) {
        build.load(in);
      }
    }
  }

  @Override
  public ObjectNode open(JsonNode request)
      throws ServiceException, IOException, InterruptedException {
    boolean created = !Files.exists(data.resolve("ports"));
    start();
    ObjectNode reply = ServiceLoop.done();
    reply.putObject("connection").put("url", url());
    reply.put("created", created);
    reply
        .putObject("service")
        .put("kind", "real")
        .put("name", "Apicurio Registry")
        .put("version", build.getProperty("version", ""));
    return reply;
  }

  private String url() {
    return "http://127.0.0.1:" + ports.get("HTTP") + "/apis/ccompat/v7";
  }

  @Override
  public ObjectNode ping() {
    JavaChild now = registry;
    ObjectNode reply = ServiceLoop.done();
    return now != null && now.running()
        ? reply.put("running", true).put("pid", now.pid())
        : reply.put("running", false);
  }

  @Override
  public void stop() throws InterruptedException {
    JavaChild now = registry;
    if (now != null) {
      now.end(PATIENCE);
    }
  }

  @Override
  public void kill() throws InterruptedException {
    JavaChild now = registry;
    if (now != null) {
      now.kill();
    }
  }

  @Override
  public void restart() throws ServiceException, IOException, InterruptedException {
    stop();
    start();
  }

  private void start() throws ServiceException, IOException, InterruptedException {
    JavaChild now = registry;
    if (now != null && now.running()) {
      return;
    }
    ports = Ports.choose(data.resolve("ports"), List.of("HTTP", "MANAGEMENT"));
    Path app = app();
    String classPath = JavaChild.classPath() + File.pathSeparator + app.resolve("quarkus-run.jar");
    JavaChild started =
        JavaChild.start(
            data,
            log,
            ClassArchive.of(data, "schema-registry", classPath),
            List.of(
                "-Xms32m",
                "-Xmx144m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + ports.get("HTTP"),
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + ports.get("MANAGEMENT"),
                "-Dquarkus.log.level=WARN",
                "-Dquarkus.banner.enabled=false",
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                    + data.resolve("schemas")
                    + ";DB_CLOSE_ON_EXIT=FALSE",
                "-Dapicurio.rules.global.compatibility=BACKWARD",
                "-Dapicurio.rules.compatibility=BACKWARD",
                "-cp",
                classPath,
                Guard.class.getName(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    registry = started;
    if (!ready(started)) {
      String complaint = started.complaint();
      started.kill();
      throw new ServiceException("the schema registry does not start: " + complaint, "read " + log);
    }
  }

  private boolean ready(JavaChild started) throws InterruptedException {
    HttpRequest subjects =
        HttpRequest.newBuilder(URI.create(url() + "/subjects"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long start = System.nanoTime();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (started.running() && System.nanoTime() - start < START.toNanos()) {
        try {
          if (client.send(subjects, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return true;
          }
        } catch (IOException notYet) {
          // it does not listen
        }
        Thread.sleep(50);
      }
    }
    return false;
  }

  /** Beside this jar in a distribution, else where the build unpacked it. */
  private Path app() throws ServiceException {
    try {
      Path own =
          Path.of(
              RegistryService.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path place :
          List.of(
              own.resolveSibling("registry"), Path.of(build.getProperty("folder", "registry")))) {
        if (Files.exists(place.resolve("quarkus-run.jar"))) {
          return place;
        }
      }
    } catch (URISyntaxException malformed) {
      throw new ServiceException("the registry is not found", "run ./build dist", malformed);
    }
    throw new ServiceException("the registry is not unpacked", "run ./build dist");
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
