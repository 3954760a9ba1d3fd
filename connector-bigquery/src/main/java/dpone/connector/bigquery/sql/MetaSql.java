package dpone.connector.bigquery.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements over the tables that remember loads, generations and state; pure.
 *
 * @param project of the tables
 * @param dataset of the tables
 */
public record MetaSql(String project, String dataset) {
  /** What an assertion says when a newer run took over. */
  public static final String FENCED = "DPONE_FENCED";

  /** What an assertion says when the load is recorded already. */
  public static final String RECORDED = "DPONE_RECORDED";

  /** What an assertion says when the lease was lost. */
  public static final String STATE_FENCED = "DPONE_STATE_LOST";

  /** What an assertion says when the state is another one. */
  public static final String STATE_CONFLICT = "DPONE_STATE_CONFLICT";

  /** The table of loads. */
  public TableName loads() {
    return new TableName(project, dataset, "_dpone_loads");
  }

  /** The table of generations. */
  public TableName fences() {
    return new TableName(project, dataset, "_dpone_fences");
  }

  /** The table of state. */
  public TableName state() {
    return new TableName(project, dataset, "_dpone_state");
  }

  /** Makes what a sink remembers in. */
  public List<String> makeLoads() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + loads().sql()
            + " (load_id STRING NOT NULL, pipeline STRING NOT NULL, scope STRING NOT NULL,"
            + " generation INT64 NOT NULL, committed_at TIMESTAMP NOT NULL, detail STRING NOT NULL)"
            + " CLUSTER BY load_id",
        "CREATE TABLE IF NOT EXISTS "
            + fences().sql()
            + " (pipeline STRING NOT NULL, scope STRING NOT NULL, generation INT64 NOT NULL,"
            + " changed_at TIMESTAMP NOT NULL)");
  }

  /**
   * Makes the table of state, with one row of nobody's in it: who adds a key changes that row, so
   * that two who add one at the same time meet there.
   */
  public String makeState() {
    return "CREATE TABLE IF NOT EXISTS "
        + state().sql()
        + " AS SELECT '' AS pipeline, '' AS scope, 0 AS revision, CAST(NULL AS STRING) AS document,"
        + " CURRENT_TIMESTAMP() AS updated_at, 0 AS token, CAST(NULL AS STRING) AS owner,"
        + " CAST(NULL AS TIMESTAMP) AS expires_at";
  }

  private static String key(String pipeline, String scope) {
    return "pipeline = " + Sql.text(pipeline) + " AND scope = " + Sql.text(scope);
  }

  /** The newest generation of a scope; one cell, null if there is none. */
  public String generation(String pipeline, String scope) {
    return "SELECT MAX(generation) FROM " + fences().sql() + " WHERE " + key(pipeline, scope);
  }

  /** Keeps older generations out. */
  public String fence(String pipeline, String scope, long generation) {
    return "MERGE INTO "
        + fences().sql()
        + " AS t USING (SELECT "
        + Sql.text(pipeline)
        + " AS pipeline, "
        + Sql.text(scope)
        + " AS scope) AS s ON t.pipeline = s.pipeline AND t.scope = s.scope"
        + " WHEN MATCHED AND t.generation < "
        + generation
        + " THEN UPDATE SET generation = "
        + generation
        + ", changed_at = CURRENT_TIMESTAMP()"
        + " WHEN NOT MATCHED BY TARGET THEN INSERT (pipeline, scope, generation, changed_at) VALUES"
        + " (s.pipeline, s.scope, "
        + generation
        + ", CURRENT_TIMESTAMP())";
  }

  /** What is recorded of a load; one cell, no row if nothing is. */
  public String recorded(String loadId) {
    return "SELECT detail FROM " + loads().sql() + " WHERE load_id = " + Sql.text(loadId);
  }

  /**
   * The statements with which a publishing transaction begins. The row of the scope is changed, so
   * that a fence that is put up meanwhile waits for the end of the transaction, or ends it.
   */
  public List<String> begin(String pipeline, String scope, long generation, String loadId) {
    return List.of(
        "ASSERT (SELECT MAX(generation) FROM "
            + fences().sql()
            + " WHERE "
            + key(pipeline, scope)
            + ") = "
            + generation
            + " AS "
            + Sql.text(FENCED),
        "UPDATE "
            + fences().sql()
            + " SET changed_at = CURRENT_TIMESTAMP() WHERE "
            + key(pipeline, scope),
        "ASSERT NOT EXISTS (SELECT 1 FROM "
            + loads().sql()
            + " WHERE load_id = "
            + Sql.text(loadId)
            + ") AS "
            + Sql.text(RECORDED));
  }

  /** Records a load. */
  public String record(
      String pipeline, String scope, long generation, String loadId, String detail) {
    return "INSERT INTO "
        + loads().sql()
        + " (load_id, pipeline, scope, generation, committed_at, detail) VALUES ("
        + Sql.text(loadId)
        + ", "
        + Sql.text(pipeline)
        + ", "
        + Sql.text(scope)
        + ", "
        + generation
        + ", CURRENT_TIMESTAMP(), "
        + Sql.text(detail)
        + ")";
  }

  /** Says of a load that began to be published that it is published whole. */
  public List<String> finish(
      String pipeline, String scope, long generation, String loadId, String detail) {
    List<String> all = new ArrayList<>(begin(pipeline, scope, generation, loadId).subList(0, 2));
    all.add(
        "UPDATE "
            + loads().sql()
            + " SET committed_at = CURRENT_TIMESTAMP(), detail = "
            + Sql.text(detail)
            + " WHERE load_id = "
            + Sql.text(loadId));
    return all;
  }

  /** Changes the state within a transaction; the document is the parameter {@code document}. */
  public List<String> commitState(String pipeline, String scope, long expected, long token) {
    String at = " FROM " + state().sql() + " WHERE " + key(pipeline, scope);
    return List.of(
        "ASSERT EXISTS (SELECT 1" + at + " AND token = " + token + ") AS " + Sql.text(STATE_FENCED),
        "ASSERT EXISTS (SELECT 1"
            + at
            + " AND revision = "
            + expected
            + ") AS "
            + Sql.text(STATE_CONFLICT),
        write(pipeline, scope, expected, token));
  }

  /** Compare and set; the document is the parameter {@code document}. */
  public String write(String pipeline, String scope, long expected, long token) {
    return "UPDATE "
        + state().sql()
        + " SET revision = "
        + (expected + 1)
        + ", document = @document, updated_at = CURRENT_TIMESTAMP() WHERE "
        + key(pipeline, scope)
        + " AND revision = "
        + expected
        + " AND token = "
        + token;
  }

  /** Everything of a key: revision, document, time, token, owner, and whether the lease runs. */
  public String read(String pipeline, String scope) {
    return "SELECT " + CELLS + " FROM " + state().sql() + " WHERE " + key(pipeline, scope);
  }

  private static final String CELLS =
      "pipeline, scope, revision, document, UNIX_MICROS(updated_at), token, owner,"
          + " UNIX_MICROS(expires_at)";

  /** All documents of a pipeline, or of all. */
  public String list(String pipeline) {
    return "SELECT "
        + CELLS
        + " FROM "
        + state().sql()
        + " WHERE revision > 0 AND pipeline <> ''"
        + (pipeline.isEmpty() ? "" : " AND pipeline = " + Sql.text(pipeline))
        + " ORDER BY pipeline, scope";
  }

  /** Takes a lease that is free. */
  public String acquire(String pipeline, String scope, String owner, long millis, long atLeast) {
    return "UPDATE "
        + state().sql()
        + " SET token = GREATEST(token + 1, "
        + atLeast
        + "), owner = "
        + Sql.text(owner)
        + ", expires_at = "
        + in(millis)
        + " WHERE "
        + key(pipeline, scope)
        + " AND (owner IS NULL OR expires_at <= CURRENT_TIMESTAMP() OR owner = "
        + Sql.text(owner)
        + ")";
  }

  private static String in(long millis) {
    return "TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL " + millis + " MILLISECOND)";
  }

  /** Adds a key that nobody holds, in a transaction. */
  public List<String> add(String pipeline, String scope) {
    return List.of(
        "UPDATE "
            + state().sql()
            + " SET updated_at = CURRENT_TIMESTAMP() WHERE pipeline = '' AND scope = ''",
        "INSERT INTO "
            + state().sql()
            + " (pipeline, scope, revision, document, updated_at, token, owner, expires_at) SELECT "
            + Sql.text(pipeline)
            + ", "
            + Sql.text(scope)
            + ", 0, CAST(NULL AS STRING), CURRENT_TIMESTAMP(), 0, CAST(NULL AS STRING),"
            + " CAST(NULL AS TIMESTAMP) FROM (SELECT 1) WHERE NOT EXISTS (SELECT 1 FROM "
            + state().sql()
            + " WHERE "
            + key(pipeline, scope)
            + ")");
  }

  /** Prolongs a lease. */
  public String renew(String pipeline, String scope, long token, long millis) {
    return "UPDATE "
        + state().sql()
        + " SET expires_at = "
        + in(millis)
        + " WHERE "
        + key(pipeline, scope)
        + " AND owner IS NOT NULL AND token = "
        + token;
  }

  /** Gives a lease back. */
  public String release(String pipeline, String scope, long token) {
    return "UPDATE "
        + state().sql()
        + " SET owner = NULL, expires_at = NULL WHERE "
        + key(pipeline, scope)
        + " AND token = "
        + token;
  }

  /** Forgets a document. */
  public String reset(String pipeline, String scope, long token) {
    return "UPDATE "
        + state().sql()
        + " SET revision = 0, document = NULL WHERE "
        + key(pipeline, scope)
        + " AND token = "
        + token;
  }

  /** A script that does all of it or nothing. */
  public static String transaction(List<String> statements) {
    StringBuilder script = new StringBuilder("BEGIN\nBEGIN TRANSACTION;\n");
    statements.forEach(statement -> script.append(statement).append(";\n"));
    return script
        .append("COMMIT TRANSACTION;\n")
        .append("EXCEPTION WHEN ERROR THEN\nROLLBACK TRANSACTION;\n")
        .append("RAISE USING MESSAGE = @@error.message;\nEND;\n")
        .toString();
  }
}
