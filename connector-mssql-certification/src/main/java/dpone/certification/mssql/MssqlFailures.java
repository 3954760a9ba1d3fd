package dpone.certification.mssql;

import dpone.certify.kit.ProvokedFailures;
import dpone.service.mssql.MssqlStandIn;
import dpone.service.tds.Answer;
import dpone.service.tds.Request;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings about the failures of the page, as the server itself or by a scripted answer. */
final class MssqlFailures extends ProvokedFailures {
  private static final String READER = "certify_reader";
  private static final String OUTSIDE = "certify_outside";

  private final Client client;
  private final MssqlStandIn server;

  MssqlFailures(Client client, MssqlStandIn server) {
    super(OtherFailures.REASONS);
    this.client = client;
    this.server = server;
    atTheDoor();
    inTheManifest();
    scripted();
    underWay();
    new TargetFailures(client, server).addTo(ways);
    new ChangeFailures(client).addTo(ways);
  }

  private void atTheDoor() {
    ways.put("MSSQL_CONNECTION_REFUSED", p -> Manifests.connection(p, "port", Doors.closedPort()));
    ways.put("MSSQL_CONNECTION_LOST", MssqlFailures::hungUp);
    ways.put(
        "MSSQL_SERVER_STARTING", p -> login(p, "certify_recovering", 922, "is being recovered"));
    ways.put("MSSQL_THROTTLED", p -> login(p, "certify_full", 17809, "maximum user connections"));
    ways.put(
        "MSSQL_ADDRESS_REFUSED", p -> login(p, OUTSIDE, 40615, "Client with IP is not allowed"));
    ways.put("MSSQL_AUTHENTICATION", p -> Manifests.connection(p, "password", "not-the-password"));
    ways.put(
        "MSSQL_DATABASE_NOT_FOUND", p -> Manifests.connection(p, "database", "no_such_database"));
    ways.put("MSSQL_TLS", p -> Manifests.connection(p, "encrypt", "true"));
    ways.put(
        "MSSQL_PERMISSION_DENIED",
        p -> {
          server.users().put(READER, READER);
          server.readers().add(READER);
          Manifests.connection(p, "user", READER);
          return Manifests.connection(p, "password", READER);
        });
    ways.put(
        "MSSQL_STANDBY",
        p -> {
          Manifests.group(p.manifest(), "sink", "connection").put("database", MssqlFixture.STANDBY);
          return null;
        });
  }

  private @Nullable AutoCloseable login(Pipeline p, String user, int number, String text) {
    server.refused().put(user, Answer.error(number, 16, 1, text));
    return Manifests.connection(p, "user", user);
  }

  private static AutoCloseable hungUp(Pipeline pipeline) throws IOException {
    Doors door = new Doors();
    Manifests.connection(pipeline, "port", door.port());
    return door;
  }

  private void inTheManifest() {
    ways.put(
        "MSSQL_TABLE_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", MssqlSystem.SOURCE + ".gone")));
    ways.put("MSSQL_INVALID_NAME", p -> Manifests.stream(p, Map.of("name", "a.b.c.d.e")));
    ways.put(
        "MSSQL_COLUMN_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", p.stream(), "columns", List.of("gone"))));
    ways.put("MSSQL_INVALID_SQL", p -> Manifests.query(p, "SELECT FROM WHERE"));
    ways.put(
        "MSSQL_INVALID_OPTION",
        p -> {
          Manifests.merge(p);
          Manifests.firstStream(p).put("cursor", "name");
          return null;
        });
    ways.put(
        "MSSQL_TYPE_UNMAPPED",
        p -> {
          String variants = MssqlSystem.SOURCE + ".failing_variants";
          client.drop(variants);
          client.run("CREATE TABLE " + variants + " (id bigint PRIMARY KEY, v sql_variant)");
          return Manifests.stream(p, Map.of("name", variants));
        });
    ways.put(
        "MSSQL_SNAPSHOT_UNAVAILABLE",
        p -> {
          Manifests.query(p, "SELECT CAST(1 AS bigint) AS id");
          Map<String, Object> source = Manifests.group(p.manifest(), "source");
          source.put("isolation", "snapshot");
          Manifests.group(p.manifest(), "source", "connection")
              .put("database", MssqlFixture.WITHOUT_SNAPSHOTS);
          return null;
        });
  }

  /** Answers that the stand-in gives instead of carrying a statement out. */
  private void scripted() {
    Predicate<Request> publish = begins("INSERT INTO [" + MssqlSystem.TARGET + "]");
    Predicate<Request> convert = begins("INSERT INTO [dpone_stage]");
    Predicate<Request> read =
        request ->
            request.statement().startsWith("SELECT [id]")
                && request.statement().contains("FROM [" + MssqlSystem.SOURCE + "]");
    ways.put("MSSQL_DEADLOCK", p -> once(publish, 1205, 13, "Transaction was deadlocked."));
    ways.put("MSSQL_DISK_FULL", p -> once(publish, 9002, 17, "The transaction log is full."));
    ways.put(
        "MSSQL_DAMAGED", p -> once(publish, 824, 24, "A logical consistency-based I/O error."));
    ways.put("MSSQL_MEMORY", p -> once(publish, 701, 17, "There is insufficient system memory."));
    ways.put("MSSQL_SERVER_ERROR", p -> once(publish, 50_001, 16, "Something of its own."));
    ways.put(
        "MSSQL_VALUE_MALFORMED", p -> once(convert, 9420, 16, "XML parsing: illegal character"));
    ways.put(
        "MSSQL_BULK_REFUSED",
        p -> once(begins("insert bulk"), 4815, 16, "Received an invalid column length."));
    ways.put("MSSQL_ROWS_LOST", p -> server.once(convert, Answer.count(1)));
    ways.put(
        "MSSQL_SNAPSHOT_CONFLICT",
        p ->
            server.always(
                read, Answer.error(3961, 16, 1, "Snapshot isolation transaction failed.")));
    ways.put(
        "MSSQL_STATEMENT_TIMEOUT",
        p -> {
          Manifests.connection(p, "query_timeout", "1s");
          return server.always(read, Answer.done().after(Duration.ofSeconds(20)));
        });
  }

  private static Predicate<Request> begins(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return request -> request.statement().toLowerCase(Locale.ROOT).startsWith(lower);
  }

  private AutoCloseable once(Predicate<Request> fits, int number, int severity, String text) {
    return server.once(fits, Answer.error(number, severity, 1, text));
  }

  private void underWay() {
    ways.put(
        "MSSQL_SCHEMA_CHANGED",
        p -> {
          p.at(
              Boundary.BEFORE_FIRST_READ,
              () -> client.run("ALTER TABLE " + p.stream() + " DROP COLUMN note"));
          return null;
        });
    ways.put(
        "MSSQL_BUSY",
        p -> {
          Answer refused = Answer.rows(List.of(Column.of("", Kind.INT)), new Object[] {-1});
          p.at(
              Boundary.AFTER_FLUSH_BEFORE_COMMIT,
              () -> server.once(request -> request.statement().contains("sp_getapplock"), refused));
          return null;
        });
    ways.put(
        "MSSQL_LOCK_TIMEOUT",
        p -> {
          p.run();
          Manifests.connection(p, "lock_timeout", "300ms");
          Client other = new Client(Doors.connection(p));
          other.run("BEGIN TRAN");
          other.run("UPDATE " + p.target() + " SET version = version");
          return other;
        });
  }

  /** Ports that do not answer as a server does. */
  static final class Doors implements AutoCloseable {
    private final ServerSocket socket;

    Doors() throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::hangUp);
    }

    private void hangUp() {
      while (!socket.isClosed()) {
        try {
          socket.accept().close();
        } catch (IOException closed) {
          return;
        }
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    static int closedPort() throws IOException {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      }
    }

    static Map<String, Object> connection(Pipeline pipeline) {
      return Manifests.group(pipeline.manifest(), "sink", "connection");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
