package dpone.connector.postgres.sink;

import dpone.connector.postgres.sql.Sql;
import java.util.List;

/** The statements on dpone's own tables in the target's database. */
final class LoadSql {
  private final String fence;
  private final String loads;

  LoadSql(String schema) {
    this.fence = Sql.name(schema) + ".fence";
    this.loads = Sql.name(schema) + ".loads";
  }

  static List<String> tables() {
    return List.of("fence", "loads");
  }

  List<String> ddl() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + fence
            + " (pipeline text NOT NULL, scope text NOT NULL, generation bigint NOT NULL,"
            + " PRIMARY KEY (pipeline, scope))",
        "CREATE TABLE IF NOT EXISTS "
            + loads
            + " (load_id text PRIMARY KEY, pipeline text NOT NULL, scope text NOT NULL,"
            + " generation bigint NOT NULL, rows bigint NOT NULL, detail text NOT NULL,"
            + " committed_at timestamptz NOT NULL DEFAULT clock_timestamp())");
  }

  /** Raises the fence: pipeline, scope, generation. It waits for a publish that is under way. */
  String raise() {
    return "INSERT INTO "
        + fence
        + " AS f (pipeline, scope, generation) VALUES (?, ?, ?)"
        + " ON CONFLICT (pipeline, scope) DO UPDATE"
        + " SET generation = greatest(f.generation, excluded.generation) RETURNING generation";
  }

  /** Reads the fence: pipeline, scope. */
  String generation() {
    return "SELECT generation FROM " + fence + " WHERE pipeline = ? AND scope = ?";
  }

  /** Locks the fence until the transaction ends: pipeline, scope. */
  String lock() {
    return "SELECT generation FROM " + fence + " WHERE pipeline = ? AND scope = ? FOR UPDATE";
  }

  /** What a load did: load id. */
  String find() {
    return "SELECT detail FROM " + loads + " WHERE load_id = ?";
  }

  /** Records a load: load id, pipeline, scope, generation, rows, detail. */
  String record() {
    return "INSERT INTO "
        + loads
        + " (load_id, pipeline, scope, generation, rows, detail) VALUES (?, ?, ?, ?, ?, ?)";
  }
}
