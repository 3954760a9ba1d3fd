package dpone.connector.postgres.testing;

import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real server that a test may configure, kill and replace: what {@link PostgresTestServer}, which
 * all tests share, must not suffer. Runs the same programs.
 */
public final class OwnServer implements AutoCloseable {
  public static final String USER = "dpone";
  public static final String PASSWORD = "own-server";
  private static final int TRIES = 600;
  private static final long PATIENCE_SECONDS = 60;
  private static final Map<Path, Path> TEMPLATES = new HashMap<>();

  private final Path programs;
  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final int port;
  private Process process;

  private OwnServer(Path programs) throws IOException {
    this.programs = programs;
    this.folder = Files.createTempDirectory("dpone-own-pg");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    set("listen_addresses", "127.0.0.1");
    set("unix_socket_directories", "");
    set("fsync", "off");
    set("wal_level", "logical");
    set("max_connections", "30");
    set("shared_buffers", "16MB");
    set("timezone", "UTC");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** A new cluster that asks for passwords by SCRAM; not running yet. */
  public static OwnServer create() {
    return create(
        Path.of(
            PostgresTestServer.get()
                .database("postgres")
                .value("SELECT setting FROM pg_config WHERE name = 'BINDIR'")));
  }

  /** The same of other programs than those that all tests share. */
  public static OwnServer create(Path programs) {
    try {
      return copyOf(programs, template(programs));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The programs of an installed release that has all of these; the newest one. */
  public static Optional<Path> installed(String... names) {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .sorted(Comparator.reverseOrder())
          .map(folder -> folder.resolve("bin"))
          .filter(bin -> Stream.of(names).allMatch(n -> Files.isExecutable(bin.resolve(n))))
          .findFirst();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Another server with a copy of this one's files; this one must not be running. */
  public OwnServer copy() {
    try {
      OwnServer copy = copyOf(programs, data());
      settings.forEach(copy.settings::put);
      return copy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static OwnServer copyOf(Path programs, Path data) throws IOException {
    OwnServer server = new OwnServer(programs);
    run(server.folder, List.of("cp", "-a", data.toString(), server.data().toString()));
    return server;
  }

  /** Making a cluster takes seconds, copying one does not. */
  private static synchronized Path template(Path programs) throws IOException {
    Path known = TEMPLATES.get(programs);
    if (known != null) {
      return known;
    }
    OwnServer first = new OwnServer(programs);
    Path secret = first.folder.resolve("secret");
    Files.writeString(secret, PASSWORD);
    first.program(
        "initdb",
        "-D",
        first.data().toString(),
        "-U",
        USER,
        "--pwfile=" + secret,
        "-A",
        "scram-sha-256",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C");
    first.access(
        "host all all 127.0.0.1/32 scram-sha-256",
        "host replication all 127.0.0.1/32 scram-sha-256");
    TEMPLATES.put(programs, first.data());
    return first.data();
  }

  /** Runs one of the server's programs to its end. */
  public void program(String name, String... arguments) {
    try {
      List<String> command = new ArrayList<>(runAs());
      command.add(programs.resolve(name).toString());
      command.addAll(List.of(arguments));
      run(folder, command);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Path output = folder.resolve("program.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end: " + Files.readString(output));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(output));
      }
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A standby of this server, which has to be running; made by copying its files. */
  public OwnServer standby() {
    try {
      OwnServer copy = new OwnServer(programs);
      try (Connection connection = connect("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_backup_start('copy', true)");
        run(copy.folder, List.of("cp", "-a", data().toString(), copy.data().toString()));
        try (var stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
          stopped.next();
          copy.file("backup_label", stopped.getString(1));
        }
      }
      Files.deleteIfExists(copy.data().resolve("postmaster.pid"));
      // Slots are the primary's own; a standby that is asked to stream starts with none.
      try (Stream<Path> slots = Files.walk(copy.data().resolve("pg_replslot"))) {
        slots
            .sorted(Comparator.reverseOrder())
            .filter(f -> !f.equals(copy.data().resolve("pg_replslot")))
            .forEach(f -> f.toFile().delete());
      }
      Files.writeString(copy.data().resolve("standby.signal"), "");
      settings.forEach(copy.settings::put);
      copy.set(
          "primary_conninfo",
          "host=127.0.0.1 port=" + port + " user=" + USER + " password=" + PASSWORD);
      return copy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> runAs() {
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }

  public Path data() {
    return folder.resolve("pgdata");
  }

  public int port() {
    return port;
  }

  public OwnServer set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Replaces {@code pg_hba.conf}. */
  public OwnServer access(String... lines) {
    file("pg_hba.conf", String.join("\n", lines) + "\n");
    return this;
  }

  /** A file in the data folder that only the server may read. */
  public Path file(String name, String content) {
    try {
      Path file = data().resolve(name);
      Files.writeString(
          file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public OwnServer start() {
    try {
      List<String> command = new ArrayList<>(runAs());
      command.addAll(
          List.of(
              programs.resolve("postgres").toString(),
              "-D",
              data().toString(),
              "-p",
              String.valueOf(port)));
      settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      for (int i = 0; i < TRIES; i++) {
        if (!process.isAlive()) {
          throw new IllegalStateException(Files.readString(log()));
        }
        Path pid = data().resolve("postmaster.pid");
        if (Files.exists(pid)) {
          List<String> lines = Files.readAllLines(pid);
          if (lines.size() > 7
              && lines.get(0).strip().equals(String.valueOf(process.pid()))
              && List.of("ready", "standby").contains(lines.get(7).strip())) {
            return this;
          }
        }
        Thread.sleep(50);
      }
      throw new IllegalStateException("not ready: " + Files.readString(log()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  public String logged() {
    try {
      return Files.readString(log());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Asks the server to end: {@code TERM} smart, {@code INT} fast, {@code QUIT} immediate. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Fast shutdown. */
  public void stop() {
    signal("INT");
    awaitEnd();
  }

  /** As when the machine fails: every process is killed. */
  public void crash() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
    all.forEach(one -> one.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
  }

  /** A database of it, made when it is missing. */
  public Database database(String name) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        var found =
            statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return existing(name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A database that is known to be there, also where the server cannot be asked right now. */
  public Database existing(String name) {
    Map<String, String> values = new HashMap<>();
    values.put("host", "127.0.0.1");
    values.put("port", String.valueOf(port));
    values.put("database", name);
    values.put("user", USER);
    values.put("password", PASSWORD);
    return new Database(values);
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      crash();
    }
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
