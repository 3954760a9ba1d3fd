package dpone.certification.mssql;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import dpone.service.mssql.MssqlStandIn;
import dpone.service.tds.Answer;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of the target and of ways to load it. */
final class TargetFailures {
  private static final String ONE = "SELECT CAST(1 AS bigint) AS id, CAST(1 AS bigint) AS version";

  private final Client client;
  private final MssqlStandIn server;

  TargetFailures(Client client, MssqlStandIn server) {
    this.client = client;
    this.server = server;
  }

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    keys(ways);
    targets(ways);
    drift(ways);
    switches(ways);
  }

  private void switches(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "MSSQL_PARTITION_SHARED",
        p -> {
          Manifests.query(p, ONE);
          Manifests.group(p.manifest(), "sink").put("publish", "switch");
          Manifests.strategy(p, Map.of("mode", "partition_replace", "partition_by", "id"));
          divided(p, "(100)");
          return target(p, "INSERT INTO %s (id, version) VALUES (2, 2)");
        });
    ways.put(
        "MSSQL_SWITCH_REFUSED",
        p -> {
          Manifests.query(p, ONE);
          Manifests.group(p.manifest(), "sink").put("publish", "switch");
          target(p, "CREATE TABLE %s (id bigint NULL, version bigint NULL)");
          return server.once(
              request -> request.statement().contains(" SWITCH TO "),
              Answer.error(4947, 16, 1, "There is no identical index in source table."));
        });
  }

  /** A target that is divided by its id. */
  private void divided(Pipeline pipeline, String bounds) throws SQLException {
    client.run(
        "CREATE PARTITION FUNCTION certify_ids (bigint) AS RANGE RIGHT FOR VALUES " + bounds);
    client.run("CREATE PARTITION SCHEME certify_parts AS PARTITION certify_ids ALL TO ([PRIMARY])");
    client.run(
        "CREATE TABLE "
            + pipeline.target()
            + " (id bigint NULL, version bigint NULL) ON certify_parts(id)");
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
