package dpone.connector.mssql.publish;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables of a load's own: a raw heap that is bulk loaded, and a typed one made of it. */
public final class StageSql {
  private StageSql() {}

  /** What the names of a scope's stages begin with. */
  public static String prefix(String pipeline, String scope) {
    return "s"
        + UUID.nameUUIDFromBytes((pipeline + '\0' + scope).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "")
        + "_";
  }

  /** Name of a stream's raw stage. */
  public static String raw(String prefix, int stream, long generation) {
    return prefix + generation + "_" + stream + "_raw";
  }

  /** Name of a stream's typed stage. */
  public static String typed(String prefix, int stream, long generation) {
    return prefix + generation + "_" + stream;
  }

  /** Name of the table of one change a key. */
  public static String net(String prefix, int stream, long generation) {
    return typed(prefix, stream, generation) + "_net";
  }

  /** The generation in a name, -1 if it is not one of the scope's. */
  public static long generation(String prefix, String name) {
    if (!name.startsWith(prefix)) {
      return -1;
    }
    String rest = name.substring(prefix.length());
    String digits = rest.substring(0, Math.max(0, rest.indexOf('_')));
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }

  /** Names of tables in a schema: schema, pattern for LIKE. */
  public static String list() {
    return "SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
        + " WHERE s.name = ? AND t.name LIKE ? ESCAPE '!'";
  }

  /** The raw heap. */
  public static String createRaw(TableName stage, List<StageColumn> columns) {
    return "CREATE TABLE "
        + stage.sql()
        + " ("
        + columns.stream()
            .flatMap(column -> column.definitions().stream())
            .collect(Collectors.joining(", "))
        + ") WITH (DATA_COMPRESSION = NONE)";
  }

  /** The typed heap, with the target's own types and collations. */
  public static String createTyped(TableName stage, List<TargetColumn> columns) {
    return "CREATE TABLE "
        + stage.sql()
        + " ("
        + columns.stream().map(c -> c.definition(false)).collect(Collectors.joining(", "))
        + ")";
  }

  /** Makes values of raw cells; with a table lock the heap is filled with little log. */
  public static String convert(TableName typed, TableName raw, List<TargetColumn> columns) {
    return "INSERT INTO "
        + typed.sql()
        + " WITH (TABLOCK) ("
        + Sql.names(columns.stream().map(TargetColumn::name).toList())
        + ") SELECT "
        + columns.stream()
            .map(c -> c.staged().value("r", c.type()))
            .collect(Collectors.joining(", "))
        + " FROM "
        + raw.sql()
        + " AS r";
  }

  /** Rows, and rows without a whole key. */
  public static String count(TableName typed, List<String> key) {
    String nulls =
        key.isEmpty()
            ? "0"
            : "COUNT_BIG(CASE WHEN "
                + key.stream()
                    .map(k -> Sql.name(k) + " IS NULL")
                    .collect(Collectors.joining(" OR "))
                + " THEN 1 END)";
    return "SELECT COUNT_BIG(*), " + nulls + " FROM " + typed.sql();
  }

  /** One key that several rows have, under the target's own collation. */
  public static String duplicate(TableName typed, List<String> key) {
    return "SELECT TOP (1) CONCAT_WS(N', ', "
        + key.stream()
            .map(k -> "CONVERT(nvarchar(400), " + Sql.name(k) + ")")
            .collect(Collectors.joining(", "))
        + ", N''), COUNT_BIG(*) FROM "
        + typed.sql()
        + " GROUP BY "
        + Sql.names(key)
        + " HAVING COUNT_BIG(*) > 1";
  }

  /** Sorts the typed stage by its key, for the joins of the publish. */
  public static String index(TableName typed, List<String> key) {
    return "CREATE UNIQUE CLUSTERED INDEX "
        + Sql.name("k")
        + " ON "
        + typed.sql()
        + " ("
        + Sql.names(key)
        + ")";
  }

  /** Drops a table if it is there. */
  public static String drop(TableName table) {
    return "DROP TABLE IF EXISTS " + table.sql();
  }
}
