package dpone.connector.mssql.sink;

import dpone.connector.mssql.sql.Sql;
import java.util.List;

/** The statements on dpone's own tables in the target's database. */
public final class LoadSql {
  private static final String NAMES =
      "pipeline nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL,"
          + " scope nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, ";

  private final String fence;
  private final String loads;

  /** For the tables of one schema. */
  public LoadSql(String schema) {
    this.fence = Sql.name(schema) + ".[fence]";
    this.loads = Sql.name(schema) + ".[loads]";
  }

  static List<String> tables() {
    return List.of("fence", "loads");
  }

  /** What makes the tables. */
  public List<String> ddl() {
    return List.of(
        "CREATE TABLE "
            + fence
            + " ("
            + NAMES
            + "generation bigint NOT NULL, PRIMARY KEY CLUSTERED (pipeline, scope))",
        "CREATE TABLE "
            + loads
            + " (load_id nvarchar(100) COLLATE Latin1_General_100_BIN2 PRIMARY KEY, "
            + NAMES
            + "generation bigint NOT NULL, [rows] bigint NOT NULL, detail nvarchar(max) NOT NULL,"
            + " committed_at datetime2(7) NOT NULL DEFAULT SYSUTCDATETIME())");
  }

  /** Raises a fence that is there: generation twice, pipeline, scope. */
  public String raise() {
    return "UPDATE "
        + fence
        + " SET generation = CASE WHEN generation > ? THEN generation ELSE ? END"
        + " OUTPUT inserted.generation WHERE pipeline = ? AND scope = ?";
  }

  /** Makes a fence: pipeline, scope, generation. */
  public String make() {
    return "INSERT INTO " + fence + " (pipeline, scope, generation) VALUES (?, ?, ?)";
  }

  /** Reads the fence: pipeline, scope. */
  public String generation() {
    return "SELECT generation FROM " + fence + " WHERE pipeline = ? AND scope = ?";
  }

  /** Locks the fence until the transaction ends: pipeline, scope. */
  public String lock() {
    return "SELECT generation FROM "
        + fence
        + " WITH (UPDLOCK, HOLDLOCK) WHERE pipeline = ? AND scope = ?";
  }

  /** What a load did: load id. */
  public String find() {
    return "SELECT detail FROM " + loads + " WHERE load_id = ?";
  }

  /** Records a load: load id, pipeline, scope, generation, rows, detail. */
  public String record() {
    return "INSERT INTO "
        + loads
        + " (load_id, pipeline, scope, generation, [rows], detail) VALUES (?, ?, ?, ?, ?, ?)";
  }
}
