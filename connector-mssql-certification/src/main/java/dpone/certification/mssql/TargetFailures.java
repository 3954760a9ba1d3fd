package dpone.certification.mssql;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of the target and of ways to load it. */
final class TargetFailures {
  private static final String ONE = "SELECT CAST(1 AS bigint) AS id, CAST(1 AS bigint) AS version";

  private final Client client;

  TargetFailures(Client client) {
    this.client = client;
  }

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    keys(ways);
    targets(ways);
    drift(ways);
  }

  private void keys(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "MSSQL_KEY_NULL",
        p -> {
          Manifests.query(p, "SELECT CAST(NULL AS bigint) AS id, CAST(1 AS bigint) AS version");
          target(p, "CREATE TABLE %s (id bigint NULL, version bigint NULL)");
          return Manifests.merge(p);
        });
    ways.put(
        "MSSQL_KEY_DUPLICATE",
        p -> {
          Manifests.query(p, ONE + " UNION ALL " + ONE);
          return Manifests.merge(p);
        });
    ways.put(
        "MSSQL_KEY_MISSING",
        p -> {
          Manifests.query(p, "SELECT CAST(1 AS bigint) AS version");
          return Manifests.merge(p);
        });
  }

  private void targets(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "MSSQL_OPTION_UNSUPPORTED",
        p -> target(p, "CREATE VIEW %s AS SELECT CAST(1 AS bigint) AS id"));
    ways.put(
        "MSSQL_SCHEMA_NOT_FOUND",
        p -> {
          Manifests.group(p.manifest(), "sink").put("table", "no_such_schema.certify_there");
          return null;
        });
    ways.put(
        "MSSQL_CONSTRAINT",
        p -> {
          Manifests.query(p, ONE);
          return target(
              p, "CREATE TABLE %s (id bigint NULL, version bigint NULL CHECK (version < 0))");
        });
    ways.put(
        "MSSQL_VALUE_OUT_OF_RANGE",
        p -> {
          Manifests.query(p, "SELECT CAST(1 AS bigint) AS id, N'abc' AS name");
          return target(p, "CREATE TABLE %s (id bigint NULL, name nvarchar(2) NULL)");
        });
  }

  private void drift(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "MSSQL_TYPE_DRIFT",
        p -> {
          Manifests.query(p, ONE);
          return target(p, "CREATE TABLE %s (id bigint NULL, version date NULL)");
        });
    ways.put(
        "MSSQL_SCHEMA_DRIFT",
        p -> {
          Manifests.query(p, ONE);
          Manifests.group(p.manifest(), "sink", "schema_evolution").put("columns", "fail");
          return target(p, "CREATE TABLE %s (id bigint NULL)");
        });
  }

  private @Nullable AutoCloseable target(Pipeline pipeline, String sql) throws SQLException {
    client.run(sql.formatted(pipeline.target()));
    return null;
  }
}
