package dpone.certification.clickhouse;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of the target and of ways to load it. */
final class SinkFailures {
  private static final String ONE = "SELECT toInt64(1) AS id, toInt64(1) AS version";

  private final Client client;

  SinkFailures(Client client) {
    this.client = client;
  }

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    keys(ways);
    strategies(ways);
    targets(ways);
    drift(ways);
    others(ways);
  }

  private void keys(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "CH_KEY_NULL",
        p -> {
          Manifests.query(p, "SELECT CAST(NULL AS Nullable(Int64)) AS id, toInt64(1) AS version");
          target(
              p,
              "CREATE TABLE %s (id Nullable(Int64), version Int64) ENGINE = MergeTree"
                  + " ORDER BY tuple()");
          Manifests.merge(p);
          return null;
        });
    ways.put(
        "CH_KEY_DUPLICATE",
        p -> {
          Manifests.query(p, "SELECT toInt64(1) AS id, toInt64(number) AS version FROM numbers(3)");
          Manifests.merge(p);
          return null;
        });
    ways.put(
        "CH_KEY_MISSING",
        p -> {
          Manifests.query(p, "SELECT toInt64(1) AS version");
          Manifests.merge(p);
          return null;
        });
  }

  private void strategies(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "CH_OUTSIDE_CONDITION",
        p -> Manifests.strategy(p, Map.of("mode", "replace", "where", "id < 0")));
    ways.put("CH_TOO_MANY_DELETES", p -> snapshot(p, ONE));
    ways.put("CH_EMPTY_SNAPSHOT", p -> snapshot(p, ONE + " WHERE 0"));
    ways.put(
        "CH_HISTORY_COLUMNS",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id Int64, version Int64) ENGINE = MergeTree ORDER BY id");
          return Manifests.strategy(p, Map.of("mode", "scd2", "unique_key", List.of("id")));
        });
  }

  private @Nullable AutoCloseable snapshot(Pipeline pipeline, String query) throws IOException {
    Manifests.query(pipeline, query);
    target(
        pipeline,
        "CREATE TABLE %s ENGINE = MergeTree ORDER BY id AS SELECT toInt64(number) AS id,"
            + " toInt64(number) AS version FROM numbers(1, 100)");
    return Manifests.strategy(
        pipeline, Map.of("mode", "snapshot_diff", "unique_key", List.of("id")));
  }

  private void targets(Map<String, ProvokedFailures.Way> ways) {
    ways.put("CH_TARGET_NOT_TABLE", p -> target(p, "CREATE VIEW %s AS SELECT toInt64(1) AS id"));
    ways.put(
        "CH_VIEWS_NOT_FED",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id Int64, version Int64) ENGINE = MergeTree ORDER BY id");
          String view = ClickHouseSystem.TARGET + ".certify_view";
          client.run(
              "CREATE MATERIALIZED VIEW "
                  + view
                  + " ENGINE = MergeTree ORDER BY id AS SELECT id FROM "
                  + p.target());
          return () -> client.run("DROP TABLE " + view + " SYNC");
        });
    ways.put(
        "CH_PLAN_CHANGED",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id Int64, version Int64) ENGINE = MergeTree ORDER BY id");
          p.at(Boundary.BEFORE_FIRST_READ, () -> client.run("DROP TABLE " + p.target() + " SYNC"));
          return null;
        });
    ways.put(
        "CH_TARGET_WRITTEN",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id Int64, version Int64) ENGINE = MergeTree ORDER BY id");
          p.at(
              Boundary.DURING_SWAP,
              () -> client.run("INSERT INTO " + p.target() + " VALUES (2, 2)"));
          return null;
        });
  }

  private void drift(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "CH_TYPE_DRIFT",
        p -> {
          Manifests.group(p.manifest(), "sink", "schema_evolution").put("data_types", "fail");
          return target(
              p,
              "CREATE TABLE %s (id Int64, name Array(String)) ENGINE = MergeTree ORDER BY tuple()");
        });
    ways.put(
        "CH_COLUMN_DRIFT",
        p -> {
          Manifests.group(p.manifest(), "sink", "schema_evolution").put("columns", "fail");
          return target(p, "CREATE TABLE %s (id Int64) ENGINE = MergeTree ORDER BY id");
        });
  }

  private void others(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "CH_ROWS_DROPPED",
        p -> {
          Manifests.query(p, ONE);
          target(p, "CREATE TABLE %s (id Int64, version Int64) ENGINE = MergeTree ORDER BY id");
          p.at(Boundary.AFTER_FLUSH_BEFORE_COMMIT, this::emptyStages);
          return null;
        });
  }

  /** What stands in the stages of a load that is about to be published. */
  private void emptyStages() throws IOException {
    for (List<@Nullable String> name :
        client.rows(
            "SELECT name FROM system.tables WHERE database = '"
                + ClickHouseSystem.TARGET
                + "' AND name LIKE '\\\\_dpone\\\\_%' AND name NOT LIKE '%loads'")) {
      client.run("TRUNCATE TABLE " + ClickHouseSystem.TARGET + ".`" + name.getFirst() + "` SYNC");
    }
  }

  private @Nullable AutoCloseable target(Pipeline pipeline, String sql) throws IOException {
    client.run(sql.formatted(pipeline.target()));
    return null;
  }
}
