package dpone.certification.postgres;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Failures that need a target in another database than the source's.
 *
 * @param connection to the system
 * @param another opens sessions to its databases
 */
record OtherDatabaseFailures(Connection connection, PostgresFailures.Connector another) {
  private static final String OTHER = "certify_other";
  private static final String SOURCE = PostgresSystem.SOURCE;

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "PG_TYPE_MISSING",
        p -> {
          run("CREATE TABLE " + SOURCE + ".certify_row (a int)");
          return other(p, "SELECT 1::bigint AS id, NULL::" + SOURCE + ".certify_row AS r", "", "");
        });
    ways.put(
        "PG_TYPE_DIFFERS",
        p -> {
          run("CREATE TYPE " + SOURCE + ".certify_mood AS ENUM ('calm')");
          return other(
              p,
              "SELECT 1::bigint AS id, 'calm'::" + SOURCE + ".certify_mood AS m",
              "",
              "CREATE SCHEMA "
                  + SOURCE
                  + " CREATE TABLE gone (); CREATE TYPE "
                  + SOURCE
                  + ".certify_mood AS ENUM ('wild')");
        });
    ways.put(
        "PG_EXTENSION_MISSING",
        p -> {
          run("CREATE EXTENSION IF NOT EXISTS hstore");
          return other(p, "SELECT 1::bigint AS id, 'a=>1'::hstore AS h", "", "");
        });
    ways.put(
        "PG_ENCODING",
        p ->
            other(
                p,
                "SELECT 1::bigint AS id, chr(8364) AS name",
                " ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'",
                ""));
  }

  private AutoCloseable other(Pipeline pipeline, String query, String made, String prepared)
      throws SQLException {
    run("DROP DATABASE IF EXISTS " + OTHER + " WITH (FORCE)");
    run("CREATE DATABASE " + OTHER + made);
    if (!prepared.isEmpty()) {
      try (Connection there = another.open(OTHER, false)) {
        Statements.run(there, prepared);
      }
    }
    Manifests.query(pipeline, query);
    Manifests.group(pipeline.manifest(), "sink", "connection").put("database", OTHER);
    return () -> run("DROP DATABASE " + OTHER + " WITH (FORCE)");
  }

  private void run(String sql) throws SQLException {
    Statements.run(connection, sql);
  }
}
