package dpone.certification.postgres;

import dpone.certify.kit.Failures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings about the failures of the page on a server of one's own. */
final class PostgresFailures implements Failures {
  private static final String ROLE = "certify_weak";
  private static final String PASSWORD = "certify-weak-1";

  private final Connection connection;
  private final Connector another;

  /** Opens a further session. */
  @FunctionalInterface
  interface Connector {
    Connection open() throws SQLException;
  }

  /** A way to bring one about. */
  @FunctionalInterface
  private interface Way {
    @Nullable AutoCloseable take(Pipeline pipeline) throws Exception;
  }

  private final Map<String, Way> ways = new TreeMap<>();

  PostgresFailures(Connection connection, Connector another) {
    this.connection = connection;
    this.another = another;
    atTheDoor();
    inTheManifest();
    atTheTarget();
    inTheRows();
    underWay();
  }

  @Override
  public List<String> provokable() {
    return List.copyOf(ways.keySet());
  }

  @Override
  public Map<String, String> others() {
    return OtherFailures.REASONS;
  }

  @Override
  public AutoCloseable provoke(String code, Pipeline pipeline) throws Exception {
    Way way = ways.get(code);
    if (way == null) {
      throw new IllegalArgumentException(code);
    }
    AutoCloseable undo = way.take(pipeline);
    return undo == null ? () -> {} : undo;
  }

  private void atTheDoor() {
    ways.put(
        "PG_CONNECTION_REFUSED",
        p -> {
          both(p, "port", closedPort());
          return null;
        });
    ways.put("PG_AUTHENTICATION", p -> set(p, "password", "not-the-password"));
    ways.put("PG_DATABASE_NOT_FOUND", p -> set(p, "database", "no_such_database"));
    ways.put("PG_TLS_NOT_OFFERED", p -> set(p, "sslmode", "verify-full"));
    ways.put("PG_INVALID_OPTION", p -> set(p, "driver_options", Map.of("nonsense", "1")));
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
    ways.put("PG_TABLE_NOT_FOUND", p -> stream(p, Map.of("name", PostgresSystem.SOURCE + ".gone")));
    ways.put("PG_INVALID_NAME", p -> stream(p, Map.of("name", "a.b.c.d")));
    ways.put(
        "PG_COLUMN_NOT_FOUND",
        p -> stream(p, Map.of("name", p.stream(), "columns", List.of("gone"))));
    ways.put("PG_INVALID_SQL", p -> query(p, "SELECT FROM WHERE"));
    ways.put("PG_COLUMN_DOUBLED", p -> query(p, "SELECT 1 AS a, 2 AS a"));
    ways.put("PG_TYPE_UNMAPPED", p -> query(p, "SELECT 1 AS id, ROW(1, 'a'::text) AS r"));
    ways.put(
        "PG_STATEMENT_TIMEOUT",
        p -> {
          query(p, "SELECT 1 AS id, pg_sleep(5)::text AS slow");
          return set(p, "statement_timeout", "300ms");
        });
  }

  private void atTheTarget() {
    ways.put("PG_TARGET_NOT_TABLE", p -> target(p, "CREATE VIEW %s AS SELECT 1 AS id"));
    ways.put(
        "PG_TYPE_DRIFT",
        p -> {
          group(p.manifest(), "sink", "schema_evolution").put("data_types", "fail");
          return target(p, "CREATE TABLE %s (id bigint, name integer)");
        });
    ways.put(
        "PG_COLUMN_DRIFT",
        p -> {
          group(p.manifest(), "sink", "schema_evolution").put("columns", "fail");
          return target(p, "CREATE TABLE %s (id bigint)");
        });
    ways.put(
        "PG_COLUMN_REQUIRED",
        p -> {
          merge(p);
          return target(p, "CREATE TABLE %s (id bigint PRIMARY KEY, needed text NOT NULL)");
        });
    ways.put(
        "PG_TARGET_REFERENCED",
        p -> {
          group(p.manifest(), "sink").put("publish", "truncate_insert");
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
          merge(p);
          return target(p, "CREATE TABLE %s (id bigint PRIMARY KEY CHECK (id < 10))");
        });
  }

  private void inTheRows() {
    ways.put(
        "PG_DUPLICATE_KEY",
        p -> {
          query(p, "SELECT 1::bigint AS id, n AS version FROM generate_series(1, 3) n");
          merge(p);
          return null;
        });
    ways.put(
        "PG_NULL_KEY",
        p -> {
          query(p, "SELECT NULL::bigint AS id, 1::bigint AS version");
          merge(p);
          return null;
        });
    ways.put(
        "PG_NOT_NULL",
        p -> {
          query(p, "SELECT 1::bigint AS id, 1::bigint AS version, NULL::text AS name");
          merge(p);
          return target(
              p, "CREATE TABLE %s (id bigint PRIMARY KEY, version bigint, name text NOT NULL)");
        });
    ways.put(
        "PG_CURSOR_NULLS",
        p -> {
          query(p, "SELECT 1::bigint AS id, NULL::bigint AS version");
          merge(p);
          return null;
        });
    ways.put(
        "PG_CURSOR_TIES",
        p -> {
          query(p, "SELECT n::bigint AS id, 7::bigint AS version FROM generate_series(1, 5001) n");
          firstStream(p).put("cursor", "version");
          group(p.manifest(), "sink").put("strategy", Map.of("mode", "incremental_append"));
          return null;
        });
  }

  private void underWay() {
    ways.put(
        "PG_LOCK_TIMEOUT",
        p -> {
          set(p, "lock_timeout", "300ms");
          Connection holder = another.open();
          holder.setAutoCommit(false);
          Statements.run(holder, "LOCK TABLE " + p.stream() + " IN ACCESS EXCLUSIVE MODE");
          return holder;
        });
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
    set(pipeline, "user", ROLE);
    return set(pipeline, "password", PASSWORD);
  }

  private static @Nullable AutoCloseable set(Pipeline pipeline, String option, Object value) {
    both(pipeline, option, value);
    return null;
  }

  private static void both(Pipeline pipeline, String option, Object value) {
    group(pipeline.manifest(), "source", "connection").put(option, value);
    group(pipeline.manifest(), "sink", "connection").put(option, value);
  }

  private static @Nullable AutoCloseable stream(Pipeline pipeline, Map<String, Object> stream) {
    group(pipeline.manifest(), "source").put("streams", List.of(new LinkedHashMap<>(stream)));
    return null;
  }

  private static @Nullable AutoCloseable query(Pipeline pipeline, String sql) {
    return stream(pipeline, Map.of("name", "asked", "query", sql));
  }

  private static void merge(Pipeline pipeline) {
    firstStream(pipeline).put("cursor", "version");
    group(pipeline.manifest(), "sink")
        .put("strategy", Map.of("mode", "incremental_merge", "unique_key", List.of("id")));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> firstStream(Pipeline pipeline) {
    Object streams = group(pipeline.manifest(), "source").getOrDefault("streams", List.of());
    return ((List<Map<String, Object>>) streams).getFirst();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> group(Map<String, Object> manifest, String... path) {
    Map<String, Object> at = manifest;
    for (String key : path) {
      at = (Map<String, Object>) at.computeIfAbsent(key, absent -> new LinkedHashMap<>());
    }
    return at;
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
