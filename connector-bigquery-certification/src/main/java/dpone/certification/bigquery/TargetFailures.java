package dpone.certification.bigquery;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of the target and of ways to load it. */
final class TargetFailures {
  private static final String ONE = "SELECT 1::bigint AS id, 1::bigint AS version";
  private static final String TWICE = ONE + " UNION ALL " + ONE;
  private static final String COLUMNS = " (id INT64, version INT64)";

  private final Client client;

  TargetFailures(Client client) {
    this.client = client;
  }

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    names(ways);
    keys(ways);
    strategies(ways);
    drift(ways);
    types(ways);
  }

  private void names(Map<String, ProvokedFailures.Way> ways) {
    ways.put("BIGQUERY_DATASET_NOT_FOUND", p -> Manifests.sink(p, "table", "no_such_dataset.t"));
    ways.put("BIGQUERY_TABLE_NOT_FOUND", p -> Manifests.evolution(p, "tables", "fail"));
    ways.put("BIGQUERY_INVALID_OPTION", p -> Manifests.sink(p, "table", "not-a-dataset.t"));
    ways.put("BIGQUERY_COLUMN_NOT_FOUND", p -> Manifests.sink(p, "cluster_by", List.of("gone")));
    ways.put("BIGQUERY_COLUMN_NAME", p -> Manifests.query(p, "SELECT 1 AS id, 2 AS \"a.b\""));
    ways.put(
        "BIGQUERY_INVALID_QUERY",
        p -> Manifests.strategy(p, "replace", "where", "no_such_column > 0"));
  }

  private void keys(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "BIGQUERY_KEY_MISSING",
        p -> {
          Manifests.query(p, "SELECT 1::bigint AS version");
          return Manifests.merge(p);
        });
    ways.put(
        "BIGQUERY_KEY_NULL",
        p -> {
          target(p, COLUMNS);
          Manifests.query(p, "SELECT NULL::bigint AS id, 1::bigint AS version");
          return Manifests.merge(p);
        });
    ways.put(
        "BIGQUERY_KEY_DUPLICATE",
        p -> {
          Manifests.query(p, TWICE);
          return Manifests.merge(p);
        });
  }

  private void strategies(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "BIGQUERY_OUTSIDE_CONDITION", p -> Manifests.strategy(p, "replace", "where", "id < 0"));
    ways.put("BIGQUERY_EMPTY_SNAPSHOT", p -> snapshot(p, ONE + " WHERE false"));
    ways.put("BIGQUERY_TOO_MANY_DELETES", p -> snapshot(p, ONE));
    ways.put(
        "BIGQUERY_HISTORY_COLUMNS",
        p -> {
          target(p, COLUMNS);
          Manifests.query(p, ONE);
          return Manifests.strategy(p, "scd2", "unique_key", List.of("id"));
        });
  }

  private @Nullable AutoCloseable snapshot(Pipeline pipeline, String query) throws IOException {
    target(pipeline, COLUMNS);
    client.rows(
        "INSERT INTO "
            + client.table(pipeline.target())
            + " (id, version) SELECT id, id FROM UNNEST(GENERATE_ARRAY(1, 100)) AS id");
    Manifests.query(pipeline, query);
    return Manifests.strategy(pipeline, "snapshot_diff", "unique_key", List.of("id"));
  }

  private void drift(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "BIGQUERY_COLUMN_MISSING",
        p -> {
          target(p, " (id INT64)");
          Manifests.query(p, ONE);
          return Manifests.evolution(p, "columns", "fail");
        });
    ways.put(
        "BIGQUERY_COLUMN_REQUIRED",
        p -> {
          target(p, " (id INT64, version INT64, more STRING NOT NULL)");
          Manifests.query(p, ONE);
          return Manifests.evolution(p, "columns", "freeze");
        });
    ways.put(
        "BIGQUERY_TYPE_CHANGED",
        p -> {
          target(p, " (id INT64, version ARRAY<STRING>)");
          return Manifests.query(p, ONE);
        });
    ways.put(
        "BIGQUERY_LOSSY_REFUSED",
        p -> {
          target(p, " (id INT64, version FLOAT64)");
          return Manifests.query(p, ONE);
        });
  }

  private void types(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "BIGQUERY_TYPE_REFUSED",
        p -> {
          Manifests.query(p, "SELECT 1 AS id, 1::numeric AS v");
          return Manifests.sink(p, "unconstrained_numeric", "refuse");
        });
    ways.put(
        "BIGQUERY_VALUE_OUT_OF_RANGE",
        p -> Manifests.query(p, "SELECT 1 AS id, 'infinity'::timestamp AS at"));
  }

  private void target(Pipeline pipeline, String columns) throws IOException {
    client.rows("CREATE TABLE IF NOT EXISTS " + client.table(pipeline.target()) + columns);
  }
}
