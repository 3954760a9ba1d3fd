package dpone.service.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running PostgreSQL. Ended from any thread; started from one that lives as long as it does. */
final class Server {
  static final String HOST = "127.0.0.1";

  /**
   * Development and test settings. {@code fsync} off loses data when the machine fails, not when
   * the server is killed; {@code synchronous_commit} stays on, so that a killed server keeps what
   * it committed.
   */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=" + HOST,
          "unix_socket_directories=",
          "wal_level=logical",
          "max_replication_slots=10",
          "max_wal_senders=10",
          "max_prepared_transactions=10",
          "max_connections=100",
          "fsync=off",
          "password_encryption=scram-sha-256",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_destination=stderr",
          "logging_collector=off");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final int TRIES = 20;
  private static final long LARGEST_LOG = 10_000_000;

  private final Process process;
  private final int port;
  private final Optional<Watchdog> watchdog;

  private Server(Process process, int port, Optional<Watchdog> watchdog) {
    this.process = process;
    this.port = port;
    this.watchdog = watchdog;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  /**
   * Starts the server and waits until it takes connections. It is bound to the life of the calling
   * thread, whose end the kernel takes for the death of its parent.
   */
  static Server start(Cluster cluster) throws ServiceException, IOException, InterruptedException {
    Postmaster.endLeftover(cluster.data());
    cluster.prepare();
    keepLogSmall(cluster.log());
    int port = lastPort(cluster);
    String complaint = "";
    for (int i = 0; i < TRIES; i++) {
      long logged = Files.exists(cluster.log()) ? Files.size(cluster.log()) : 0;
      Server server = launch(cluster, port);
      if (server.becomesReady(cluster)) {
        Files.writeString(cluster.folder().resolve("port"), port + "\n");
        return server;
      }
      server.end();
      complaint = lastComplaint(cluster.log(), logged);
      if (portTaken(complaint)) {
        port = freePort();
      } else if (predecessorEnding(complaint)) {
        Thread.sleep(BETWEEN_TRIES);
      } else {
        break;
      }
    }
    throw new ServiceException("PostgreSQL does not start: " + complaint, "read " + cluster.log());
  }

  /** Orderly and idempotent. */
  void end() throws InterruptedException {
    watchdog.ifPresent(Watchdog::close);
    if (running()) {
      Postmaster.end(process.toHandle());
    }
    process.waitFor();
  }

  /** SIGKILL, for tests of what a crash does. */
  void crash() throws InterruptedException {
    watchdog.ifPresent(Watchdog::close);
    Postmaster.crash(process.toHandle());
    process.waitFor();
  }

  private static Server launch(Cluster cluster, int port) throws IOException {
    List<String> command = new ArrayList<>(cluster.runAs().prefix());
    command.addAll(
        List.of(cluster.binaries().program("postgres"), "-D", cluster.data().toString()));
    command.addAll(List.of("-p", Integer.toString(port)));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    Process process =
        Commands.prepare(cluster.folder(), command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
            .start();
    process.getOutputStream().close();
    Optional<Watchdog> watchdog =
        cluster.runAs().endsWithService()
            ? Optional.empty()
            : Optional.of(Watchdog.over(process.toHandle()));
    return new Server(process, port, watchdog);
  }

  private boolean becomesReady(Cluster cluster) throws InterruptedException {
    long start = System.nanoTime();
    while (running() && System.nanoTime() - start < PATIENCE.toNanos()) {
      if (Postmaster.ready(cluster.data(), pid())) {
        return true;
      }
      Thread.sleep(PAUSE);
    }
    return false;
  }

  /** The port of the time before, where it is free: connections written down stay right. */
  private static int lastPort(Cluster cluster) throws IOException {
    Path file = cluster.folder().resolve("port");
    if (Files.exists(file)) {
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

  private static boolean portTaken(String complaint) {
    return complaint.contains("TCP/IP");
  }

  /** The processes of a killed server go one by one, after it. */
  private static boolean predecessorEnding(String complaint) {
    return complaint.contains("shared memory block");
  }

  private static String lastComplaint(Path log, long from) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(from);
      byte[] written = new byte[(int) Math.min(file.length() - from, 100_000)];
      file.readFully(written);
      List<String> lines = new String(written, StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
          .findFirst()
          .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast())
          .replaceFirst("^.*?(FATAL|PANIC):\\s*", "");
    }
  }

  private static void keepLogSmall(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.move(log, log.resolveSibling("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
