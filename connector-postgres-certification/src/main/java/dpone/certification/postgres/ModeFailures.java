package dpone.certification.postgres;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures of single ways to load, and of single rows and values.
 *
 * @param connection to the system
 */
record ModeFailures(Connection connection) {
  private static final String ONE = "SELECT 1::bigint AS id, 2::bigint AS version";
  private static final String WATCHMAN = "certify_watchman";
  private static final String PASSWORD = "certify-watch-1";
  private static final String WORDY = "50000000";

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    strategies(ways);
    triggers(ways);
    values(ways);
    positions(ways);
  }

  private void strategies(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_OUTSIDE_CONDITION",
        p -> Manifests.strategy(p, Map.of("mode", "replace", "where", "id < 0")));
    ways.put(
        "PG_PARTITION_MISSING",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id bigint, version bigint) PARTITION BY RANGE (id)");
          return Manifests.strategy(p, Map.of("mode", "partition_replace", "partition_by", "id"));
        });
    ways.put("PG_TOO_MANY_DELETES", p -> snapshot(p, ONE));
    ways.put("PG_EMPTY_SNAPSHOT", p -> snapshot(p, ONE + " WHERE false"));
    ways.put(
        "PG_HISTORY_COLUMNS",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id bigint, version bigint)");
          return Manifests.strategy(p, Map.of("mode", "scd2", "unique_key", List.of("id")));
        });
    ways.put("PG_ROW_SECURITY", this::guarded);
  }

  private @Nullable AutoCloseable snapshot(Pipeline pipeline, String query) throws SQLException {
    Manifests.query(pipeline, query);
    target(
        pipeline,
        "CREATE TABLE %s AS SELECT n::bigint AS id, n::bigint AS version FROM generate_series(1,"
            + " 100) n");
    return Manifests.strategy(
        pipeline, Map.of("mode", "snapshot_diff", "unique_key", List.of("id")));
  }

  /** A role that may do everything with the target and does not own it. */
  private AutoCloseable guarded(Pipeline pipeline) throws SQLException {
    Manifests.query(pipeline, ONE);
    target(pipeline, "CREATE TABLE %s (id bigint, version bigint)");
    target(pipeline, "ALTER TABLE %s ENABLE ROW LEVEL SECURITY");
    target(pipeline, "CREATE POLICY own ON %s USING (id = 1)");
    run("CREATE ROLE " + WATCHMAN + " LOGIN PASSWORD '" + PASSWORD + "'");
    run("GRANT ALL ON SCHEMA " + PostgresSystem.TARGET + " TO " + WATCHMAN);
    target(pipeline, "GRANT ALL ON %s TO " + WATCHMAN);
    Map<String, Object> sink = Manifests.group(pipeline.manifest(), "sink");
    sink.put("stage_schema", PostgresSystem.TARGET);
    sink.put("meta_schema", PostgresSystem.TARGET);
    Map<String, Object> connection = Manifests.group(pipeline.manifest(), "sink", "connection");
    connection.put("user", WATCHMAN);
    connection.put("password", PASSWORD);
    Manifests.strategy(pipeline, Map.of("mode", "replace", "where", "id = 1"));
    return () -> {
      run("DROP OWNED BY " + WATCHMAN + " CASCADE");
      run("DROP ROLE " + WATCHMAN);
    };
  }

  private void triggers(Map<String, ProvokedFailures.Way> ways) {
    ways.put("PG_RAISED", p -> trigger(p, "RAISE EXCEPTION 'refused by the trial'; RETURN NEW;"));
    // What the server says when it has met the cause, which would end it for everybody.
    Map.of(
            "PG_CONFLICT", "40001",
            "PG_DISK_FULL", "53100",
            "PG_SERVER_RESOURCES", "53200",
            "PG_SERVER_ERROR", "XX000")
        .forEach((code, state) ->
            ways.put(
                code,
                p ->
                    trigger(
                        p,
                        "RAISE EXCEPTION USING ERRCODE = '"
                            + state
                            + "', MESSAGE = 'said by a trigger'; RETURN NEW;")));
    ways.put("PG_ROWS_DROPPED", p -> trigger(p, "RETURN NULL;"));
  }

  private @Nullable AutoCloseable trigger(Pipeline pipeline, String body) throws SQLException {
    Manifests.query(pipeline, ONE);
    target(pipeline, "CREATE TABLE %s (id bigint, version bigint)");
    run(
        "CREATE OR REPLACE FUNCTION "
            + PostgresSystem.TARGET
            + ".certify_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + body
            + " END $$");
    target(
        pipeline,
        "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION "
            + PostgresSystem.TARGET
            + ".certify_trigger()");
    Manifests.group(pipeline.manifest(), "sink").put("publish", "truncate_insert");
    return null;
  }

  private void values(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_VALUE_REFUSED",
        p ->
            Manifests.query(
                p, "SELECT n::bigint AS id, 1 / (n - 2) AS x FROM generate_series(1, 3) n"));
    ways.put(
        "PG_VALUE_OUT_OF_RANGE",
        p -> decoded(p, "SELECT 1::bigint AS id, 'NaN'::numeric(10,2) AS v"));
    ways.put(
        "PG_ARRAY_SHAPE", p -> decoded(p, "SELECT 1::bigint AS id, '{{1,2},{3,4}}'::int[] AS a"));
    ways.put(
        "PG_CELL_TOO_LARGE",
        p -> {
          Manifests.group(p.manifest(), "runtime").put("memory", "4MB");
          return Manifests.query(p, "SELECT 1::bigint AS id, repeat('x', " + WORDY + ") AS v");
        });
  }

  private static @Nullable AutoCloseable decoded(Pipeline pipeline, String query) {
    Manifests.group(pipeline.manifest(), "sink").put("lane", "columns");
    return Manifests.query(pipeline, query);
  }

  private void positions(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_POSITION_FOREIGN",
        p -> {
          Manifests.merge(p);
          p.run();
          Manifests.firstStream(p).put("cursor", "id");
          return null;
        });
    ways.put(
        "PG_LATE_UNTELLABLE",
        p -> {
          Map<String, Object> stream = Manifests.firstStream(p);
          stream.put("cursor", "version");
          stream.put("late_commits", "catch");
          stream.put("columns", List.of("id", "version", "name"));
          Manifests.strategy(p, Map.of("mode", "incremental_append"));
          p.run();
          run("ALTER TABLE " + p.stream() + " ADD COLUMN rewritten float8 DEFAULT random()");
          return null;
        });
  }

  private void target(Pipeline pipeline, String sql) throws SQLException {
    run(sql.formatted(pipeline.target()));
  }

  private void run(String sql) throws SQLException {
    Statements.run(connection, sql);
  }
}
