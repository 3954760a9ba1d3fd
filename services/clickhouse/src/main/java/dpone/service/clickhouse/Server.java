package dpone.service.clickhouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running engine. It ends when its standard input does, so also when this process dies. */
final class Server {
  static final String HOST = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int TRIES = 5;

  private final Process process;
  private final int httpPort;
  private final int tcpPort;

  private Server(Process process, int httpPort, int tcpPort) {
    this.process = process;
    this.httpPort = httpPort;
    this.tcpPort = tcpPort;
  }

  int httpPort() {
    return httpPort;
  }

  int tcpPort() {
    return tcpPort;
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  /** Starts the engine and waits until it takes connections. */
  static Server start(Configuration configuration)
      throws ServiceException, IOException, InterruptedException {
    forgetLogs(configuration.folder().resolve("data/data/system"));
    String complaint = "";
    for (int i = 0; i < TRIES; i++) {
      int http = port(configuration, "port", i > 0);
      int tcp = port(configuration, "tcp_port", i > 0);
      Server server = launch(configuration, http, tcp);
      if (server.becomesReady()) {
        Files.writeString(configuration.folder().resolve("port"), http + "\n");
        Files.writeString(configuration.folder().resolve("tcp_port"), tcp + "\n");
        return server;
      }
      server.crash();
      List<String> log = Files.readAllLines(configuration.log());
      complaint = log.isEmpty() ? "it said nothing" : log.get(log.size() - 1);
      // What a killed one has open is let go of by the kernel soon after it.
      Thread.sleep(Duration.ofMillis(250));
    }
    throw new ServiceException(
        "ClickHouse does not start: " + complaint, "read " + configuration.log());
  }

  /**
   * The engine keeps no list of its system tables, and makes a log table anew where its folder is
   * already there: in vain, without end, and so that a flush of the logs never returns.
   */
  private static void forgetLogs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static Server launch(Configuration configuration, int http, int tcp) throws IOException {
    Engine engine = configuration.engine();
    String path = configuration.folder().resolve("data").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                engine.java().resolve("bin/java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                engine.code().toString(),
                "dpone.service.clickhouse.engine.EngineMain",
                engine.library().toString()));
    command.addAll(
        List.of(
            "--config-file",
            configuration.folder().resolve("config.xml").toString(),
            "--path",
            path,
            "--listen_host",
            HOST,
            "--http_port",
            Integer.toString(http),
            "--tcp_port",
            Integer.toString(tcp),
            "--logger.level",
            "warning",
            "--query",
            // The last one ends when standard input does.
            "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP;"
                + " SELECT * FROM file('/dev/stdin', LineAsString) FORMAT Null"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(configuration.folder().toFile());
    // The engine takes over signals that the JVM needs, unless they are chained.
    builder.environment().put("LD_PRELOAD", engine.java().resolve("lib/libjsig.so").toString());
    builder.environment().put("TZ", "UTC");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(configuration.log().toFile()))
            .start();
    return new Server(process, http, tcp);
  }

  private boolean becomesReady() throws InterruptedException {
    long start = System.nanoTime();
    while (running() && System.nanoTime() - start < PATIENCE.toNanos()) {
      if (Queries.answers(httpPort)) {
        return running();
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  /** Orderly and idempotent. */
  void end() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // It has ended by itself.
    }
    if (!process.waitFor(8, TimeUnit.SECONDS)) {
      process.destroy();
      if (!process.waitFor(4, TimeUnit.SECONDS)) {
        crash();
      }
    }
  }

  /** SIGKILL, for tests of what a crash does. */
  void crash() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** The port of the time before, where it is free: connections written down stay right. */
  private static int port(Configuration configuration, String name, boolean another)
      throws IOException {
    Path file = configuration.folder().resolve(name);
    if (!another && Files.exists(file)) {
      int port = Integer.parseInt("0" + Files.readString(file).replaceAll("\\D", ""));
      try (ServerSocket free = listen(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        return freePort();
      }
    }
    return freePort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = listen(0)) {
      return free.getLocalPort();
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }
}
