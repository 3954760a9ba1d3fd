package dpone.connector.clickhouse.sink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.connector.clickhouse.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Two servers with a Keeper, TLS and user management, in containers. Where there is no Docker the
 * tests are skipped, and say so.
 */
final class ClusterServers implements AutoCloseable {
  /** The release that runs in the containers. */
  static final String IMAGE = "clickhouse/clickhouse-server:25.8.29.51";

  static final String CLUSTER = "main";
  private static final int HTTP = 8123;
  private static final int HTTPS = 8443;
  private static final String PASSWORD = "cluster word";

  private final TestCertificates certificates = new TestCertificates();
  private final Network network = Network.newNetwork();
  private final List<GenericContainer<?>> servers;

  private ClusterServers() {
    certificates.signed("server", "-ext san=dns:localhost,ip:127.0.0.1");
    servers = List.of(server("one"), server("two"));
    // The second has its Keeper at the first.
    servers.forEach(GenericContainer::start);
  }

  static ClusterServers start() {
    assumeTrue(
        docker(),
        "SKIPPED: no Docker here, which servers with Keeper, TLS and users of their own need ("
            + IMAGE
            + ")");
    return new ClusterServers();
  }

  private static boolean docker() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (IllegalStateException missing) {
      return false;
    }
  }

  private GenericContainer<?> server(String name) {
    try (InputStream in = ClusterServers.class.getResourceAsStream("/cluster/config.xml")) {
      String config = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!name.equals("one")) {
        config = config.replaceAll("(?s)<keeper_server>.*</keeper_server>", "");
      }
      String folder = "/etc/clickhouse-server/";
      return new GenericContainer<>(DockerImageName.parse(IMAGE))
          .withNetwork(network)
          .withNetworkAliases(name)
          .withExposedPorts(HTTP, HTTPS)
          .withEnv("CLICKHOUSE_USER", "dpone")
          .withEnv("CLICKHOUSE_PASSWORD", PASSWORD)
          .withEnv("CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT", "1")
          .withCopyToContainer(
              Transferable.of(config.replace("REPLICA", name)), folder + "config.d/cluster.xml")
          .withCopyToContainer(
              Transferable.of(certificates.certificate("server")), folder + "certs/server.crt")
          .withCopyToContainer(
              Transferable.of(certificates.key("server"), 0644), folder + "certs/server.key")
          .waitingFor(
              Wait.forHttp("/ping").forPort(HTTP).withStartupTimeout(Duration.ofMinutes(3)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server's connection without TLS. */
  SinkServer.Database database(int server, String name) {
    return new SinkServer.Database(connection(server, "http", HTTP, name));
  }

  /** The options of a connection with TLS. */
  Map<String, String> encrypted(int server, String name) {
    Map<String, String> connection = connection(server, "https", HTTPS, name);
    Path authority = certificates.certificateFile("ca");
    assumeTrue(Files.exists(authority));
    connection.put("ssl_root_cert", authority.toString());
    return connection;
  }

  private Map<String, String> connection(int server, String scheme, int port, String name) {
    GenericContainer<?> container = servers.get(server);
    Map<String, String> connection = new HashMap<>();
    connection.put("url", scheme + "://localhost:" + container.getMappedPort(port));
    connection.put("database", name);
    connection.put("user", "dpone");
    connection.put("password", PASSWORD);
    return connection;
  }

  @Override
  public void close() {
    servers.forEach(GenericContainer::stop);
    network.close();
  }
}
