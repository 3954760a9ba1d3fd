package dpone.certification.postgres;

import dpone.certify.kit.ProvokedFailures;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings about the failures of the page on a server of one's own. */
final class PostgresFailures extends ProvokedFailures {
  private static final String ROLE = "certify_weak";
  private static final String PASSWORD = "certify-weak-1";

  private final Connection connection;
  private final Connector another;

  /** Opens a further session. */
  @FunctionalInterface
  interface Connector {
    /** The database of the connection. */
    String SAME = "";

    /**
     * Opens it.
     *
     * @param database name, or {@link #SAME}
     * @param replicating whether it reads a replication slot
     */
    Connection open(String database, boolean replicating) throws SQLException;
  }

  PostgresFailures(Connection connection, Connector another) {
    super(OtherFailures.REASONS);
    this.connection = connection;
    this.another = another;
    atTheDoor();
    inTheManifest();
    atTheTarget();
    inTheRows();
    underWay();
    new ModeFailures(connection).addTo(ways);
    new OtherDatabaseFailures(connection, another).addTo(ways);
    new ChangeFailures(connection, another).addTo(ways);
  }

  private void atTheDoor() {
    ways.put(
        "PG_CONNECTION_REFUSED",
        p -> {
          Manifests.both(p, "port", closedPort());
          return null;
        });
    ways.put(
        "PG_NO_SUITABLE_SERVER",
        p -> {
          // Only a source may ask for a standby.
          Manifests.group(p.manifest(), "source", "connection")
              .put("target_session_attrs", "standby");
          return null;
        });
    ways.put("PG_CHANNEL_BINDING", p -> Manifests.set(p, "channel_binding", "require"));
    ways.put("PG_ACCESS_REFUSED", this::lockedOut);
    ways.put("PG_AUTHENTICATION", p -> Manifests.set(p, "password", "not-the-password"));
    ways.put("PG_DATABASE_NOT_FOUND", p -> Manifests.set(p, "database", "no_such_database"));
    ways.put("PG_TLS_NOT_OFFERED", p -> Manifests.set(p, "sslmode", "verify-full"));
    ways.put("PG_INVALID_OPTION", p -> Manifests.set(p, "driver_options", Map.of("nonsense", "1")));
    ways.put("PG_PERMISSION_DENIED", p -> weak(p, "LOGIN"));
    ways.put("PG_TOO_MANY_CONNECTIONS", p -> weak(p, "LOGIN CONNECTION LIMIT 0"));
    ways.put(
        "PG_READ_ONLY",
        p -> {
          weak(p, "LOGIN SUPERUSER");
          run("ALTER ROLE " + ROLE + " SET default_transaction_read_only = on");
          return () -> run("ALTER ROLE " + ROLE + " RESET ALL");
        });
  }

  private void inTheManifest() {
    ways.put(
        "PG_TABLE_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", PostgresSystem.SOURCE + ".gone")));
    ways.put("PG_INVALID_NAME", p -> Manifests.stream(p, Map.of("name", "a.b.c.d")));
    ways.put(
        "PG_COLUMN_NOT_FOUND",
        p -> Manifests.stream(p, Map.of("name", p.stream(), "columns", List.of("gone"))));
    ways.put("PG_INVALID_SQL", p -> Manifests.query(p, "SELECT FROM WHERE"));
    ways.put("PG_COLUMN_UNNAMED", p -> Manifests.query(p, "SELECT 1 AS id, 1 + 1"));
    ways.put("PG_COLUMN_DOUBLED", p -> Manifests.query(p, "SELECT 1 AS a, 2 AS a"));
    ways.put("PG_TYPE_UNMAPPED", p -> Manifests.query(p, "SELECT 1 AS id, ROW(1, 'a'::text) AS r"));
    ways.put(
        "PG_STATEMENT_TIMEOUT",
        p -> {
          Manifests.query(p, "SELECT 1 AS id, pg_sleep(5)::text AS slow");
          return Manifests.set(p, "statement_timeout", "300ms");
        });
  }

  private void atTheTarget() {
    ways.put("PG_TARGET_NOT_TABLE", p -> target(p, "CREATE VIEW %s AS SELECT 1 AS id"));
    ways.put(
        "PG_TYPE_DRIFT",
        p -> {
          Manifests.group(p.manifest(), "sink", "schema_evolution").put("data_types", "fail");
          return target(p, "CREATE TABLE %s (id bigint, name integer)");
        });
    ways.put(
        "PG_COLUMN_DRIFT",
        p -> {
          Manifests.group(p.manifest(), "sink", "schema_evolution").put("columns", "fail");
          return target(p, "CREATE TABLE %s (id bigint)");
        });
    ways.put(
        "PG_COLUMN_REQUIRED",
        p -> {
          Manifests.merge(p);
          return target(p, "CREATE TABLE %s (id bigint PRIMARY KEY, needed text NOT NULL)");
        });
    ways.put(
        "PG_TARGET_REFERENCED",
        p -> {
          Manifests.group(p.manifest(), "sink").put("publish", "truncate_insert");
          String other = PostgresSystem.TARGET + ".certify_child";
          target(p, "CREATE TABLE %s (id bigint PRIMARY KEY)");
          run("DROP TABLE IF EXISTS " + other);
          run(
              "CREATE TABLE "
                  + other
                  + " (id bigint REFERENCES "
                  + p.target()
                  + " ON DELETE CASCADE)");
          return () -> run("DROP TABLE " + other);
        });
    ways.put(
        "PG_CONSTRAINT",
        p -> {
          Manifests.merge(p);
          return target(p, "CREATE TABLE %s (id bigint PRIMARY KEY CHECK (id < 10))");
        });
  }

  private void inTheRows() {
    ways.put(
        "PG_DUPLICATE_KEY",
        p -> {
          Manifests.query(p, "SELECT 1::bigint AS id, n AS version FROM generate_series(1, 3) n");
          Manifests.merge(p);
          return null;
        });
    ways.put(
        "PG_NULL_KEY",
        p -> {
          Manifests.query(p, "SELECT NULL::bigint AS id, 1::bigint AS version");
          Manifests.merge(p);
          return null;
        });
    ways.put(
        "PG_NOT_NULL",
        p -> {
          Manifests.query(p, "SELECT 1::bigint AS id, 1::bigint AS version, NULL::text AS name");
          Manifests.merge(p);
          return target(
              p, "CREATE TABLE %s (id bigint PRIMARY KEY, version bigint, name text NOT NULL)");
        });
    ways.put(
        "PG_CURSOR_NULLS",
        p -> {
          Manifests.query(p, "SELECT 1::bigint AS id, NULL::bigint AS version");
          Manifests.merge(p);
          return null;
        });
    ways.put(
        "PG_CURSOR_TIES",
        p -> {
          Manifests.query(
              p, "SELECT n::bigint AS id, 7::bigint AS version FROM generate_series(1, 5001) n");
          Manifests.firstStream(p).put("cursor", "version");
          Manifests.group(p.manifest(), "sink")
              .put("strategy", Map.of("mode", "incremental_append"));
          return null;
        });
  }

  private void underWay() {
    ways.put(
        "PG_CONNECTION_LOST",
        p -> {
          p.at(Boundary.MID_WRITE, () -> terminate("query LIKE 'COPY \"dpone%'"));
          return null;
        });
    ways.put(
        "PG_SNAPSHOT_LOST",
        p -> {
          p.at(
              Boundary.BEFORE_FIRST_READ,
              () -> terminate("state = 'idle in transaction' AND backend_xmin IS NOT NULL"));
          return null;
        });
    ways.put(
        "PG_PLAN_CHANGED",
        p -> {
          target(p, "CREATE TABLE %s (id bigint)");
          p.at(
              Boundary.AFTER_FLUSH_BEFORE_COMMIT,
              () -> run("ALTER TABLE " + p.target() + " ADD COLUMN other text"));
          return null;
        });
    ways.put(
        "PG_LOCK_TIMEOUT",
        p -> {
          Manifests.set(p, "lock_timeout", "300ms");
          Connection holder = another.open(Connector.SAME, false);
          holder.setAutoCommit(false);
          Statements.run(holder, "LOCK TABLE " + p.stream() + " IN ACCESS EXCLUSIVE MODE");
          return holder;
        });
  }

  /** Ends the sessions of a run that are so. */
  private void terminate(String which) throws SQLException {
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dpone' AND "
            + which);
  }

  /** A first line of pg_hba.conf that keeps one role out; the file is put back as it was. */
  private AutoCloseable lockedOut(Pipeline pipeline) throws SQLException {
    weak(pipeline, "LOGIN");
    run("DROP TABLE IF EXISTS " + PostgresSystem.TARGET + ".certify_hba");
    run(
        "CREATE TABLE "
            + PostgresSystem.TARGET
            + ".certify_hba AS SELECT pg_read_binary_file(current_setting('hba_file')) AS was");
    hba("convert_to('host all " + ROLE + " all reject' || chr(10), 'UTF8') || was");
    return () -> hba("was");
  }

  private void hba(String content) throws SQLException {
    run(
        ("DO $$ DECLARE file oid; BEGIN SELECT lo_from_bytea(0, %s) INTO file FROM %s.certify_hba;"
                + " PERFORM lo_export(file, current_setting('hba_file')), lo_unlink(file); END $$")
            .formatted(content, PostgresSystem.TARGET));
    // The server reads it a moment after it was told to.
    run("SELECT pg_reload_conf(), pg_sleep(1)");
  }

  private @Nullable AutoCloseable target(Pipeline pipeline, String sql) throws SQLException {
    run(sql.formatted(pipeline.target()));
    return null;
  }

  private @Nullable AutoCloseable weak(Pipeline pipeline, String attributes) throws SQLException {
    run(
        "DO $$ BEGIN IF to_regrole('%1$s') IS NULL THEN CREATE ROLE %1$s; END IF; END $$"
            .formatted(ROLE));
    run("ALTER ROLE " + ROLE + " NOSUPERUSER CONNECTION LIMIT -1 PASSWORD '" + PASSWORD + "'");
    run("ALTER ROLE " + ROLE + " " + attributes);
    Manifests.set(pipeline, "user", ROLE);
    return Manifests.set(pipeline, "password", PASSWORD);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void run(String sql) throws SQLException {
    Statements.run(connection, sql);
  }
}
