package dpone.connector.postgres.testing;

import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster of an installed PostgreSQL, for what needs its other programs: setting the transaction
 * counter, or making a standby.
 */
public final class ScratchCluster implements AutoCloseable {
  private final Path bin;
  private final Path folder;
  private final int port;

  private ScratchCluster(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /** The folder of programs that has all of these, in the usual places. */
  public static Optional<Path> programs(String... names) {
    List<Path> folders = new ArrayList<>();
    for (String base : List.of("/usr/lib/postgresql", "/usr/pgsql", "/opt/postgresql")) {
      try (Stream<Path> versions = Files.list(Path.of(base))) {
        versions.sorted(Comparator.reverseOrder()).map(v -> v.resolve("bin")).forEach(folders::add);
      } catch (IOException notThere) {
        // The next place.
      }
    }
    return folders.stream()
        .filter(f -> Arrays.stream(names).allMatch(n -> Files.isExecutable(f.resolve(n))))
        .findFirst();
  }

  /** A new cluster, not started. */
  public static ScratchCluster create(Path bin) {
    ScratchCluster cluster = in(bin);
    cluster.run("initdb", "-D", cluster.data(), "-U", "dpone", "-A", "trust", "--no-sync");
    return cluster;
  }

  /** A standby of a running cluster, not started. */
  public static ScratchCluster standbyOf(ScratchCluster primary) {
    ScratchCluster cluster = in(primary.bin);
    cluster.run(
        "pg_basebackup",
        "-D",
        cluster.data(),
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "--no-sync",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(primary.port),
        "-U",
        "dpone");
    return cluster;
  }

  private static ScratchCluster in(Path bin) {
    try (ServerSocket free = new ServerSocket(0)) {
      Path folder = Files.createTempDirectory("dpone-scratch");
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("postgres"));
      }
      return new ScratchCluster(bin, folder, free.getLocalPort());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  public String data() {
    return folder.resolve("data").toString();
  }

  public void start(String... settings) {
    StringBuilder options = new StringBuilder("-p " + port + " -c listen_addresses=127.0.0.1");
    options.append(" -c unix_socket_directories='' -c fsync=off -c autovacuum=off");
    options.append(" -c max_prepared_transactions=5");
    for (String setting : settings) {
      options.append(" -c ").append(setting);
    }
    String log = folder.resolve("log").toString();
    run("pg_ctl", "-D", data(), "-w", "-l", log, "-o", options.toString(), "start");
  }

  public void stop() {
    run("pg_ctl", "-D", data(), "-w", "-m", "fast", "stop");
  }

  /** Runs one of its programs, as a user whom the server lets. */
  public void run(String program, String... arguments) {
    try {
      List<String> command = new ArrayList<>();
      if (isRoot()) {
        command.addAll(
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
      }
      command.add(bin.resolve(program).toString());
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile("dpone-scratch", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (code != 0) {
        throw new IllegalStateException(program + " ended with " + code + ": " + text);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public Database database(String name) {
    return new Database(
        Map.of(
            "host", "127.0.0.1",
            "port", Integer.toString(port),
            "database", name,
            "user", "dpone",
            "password", "unused"));
  }

  @Override
  public void close() {
    try {
      run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    } catch (IllegalStateException notRunning) {
      // Nothing to end.
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
