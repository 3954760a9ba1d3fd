package dpone.connector.postgres.publish;

import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and statements of stages. */
public final class StageSql {
  /** A stage, or a table that was built from one. */
  private static final Pattern REST = Pattern.compile("\\d{1,9}_g(\\d{1,18})(?:_p\\d{1,9}|n)?");

  private StageSql() {}

  /**
   * What the names of all stages of a scope start with. A hash, because names are cut off at 63
   * bytes and pipelines may have longer ones.
   */
  public static String prefix(String pipeline, String scope) {
    String hash =
        UUID.nameUUIDFromBytes((pipeline + '\0' + scope).getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "")
            .substring(0, 16);
    return "s_" + hash + "_";
  }

  /** The stage of one stream. */
  public static String name(String prefix, int stream, long generation) {
    return prefix + stream + "_g" + generation;
  }

  /** Lists the stages of a scope: schema, prefix. */
  public static String list() {
    return "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'"
        + " AND starts_with(c.relname, ?) ORDER BY 1";
  }

  /** The generation in a stage's name, or -1 if it is no such name. */
  public static long generation(String prefix, String name) {
    String rest = name.substring(prefix.length());
    Matcher matcher = REST.matcher(rest);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** A table of the target's types, with its key. */
  static String createTarget(TableName table, List<PlannedColumn> columns, List<String> key) {
    List<String> parts =
        new ArrayList<>(
            columns.stream()
                .filter(PlannedColumn::published)
                .map(c -> Sql.name(c.name()) + " " + c.target().text())
                .toList());
    if (!key.isEmpty()) {
      parts.add("PRIMARY KEY (" + Sql.names(key) + ")");
    }
    return "CREATE TABLE " + table.sql() + " (" + String.join(", ", parts) + ")";
  }

  /** A stage that is read once and dropped: it need not survive a crash of the server. */
  static String createUnlogged(TableName stage, List<PlannedColumn> columns) {
    return "CREATE UNLOGGED TABLE " + stage.sql() + columns(columns);
  }

  /**
   * A stage that will become the target, where there is none. A key that has no null at the source
   * need not be read again for its nulls.
   */
  static String createLogged(TableName stage, List<PlannedColumn> columns, List<String> key) {
    return columns.stream()
        .map(c ->
            Sql.name(c.name())
                + " "
                + c.stage().text()
                + (key.contains(c.name()) && !c.source().nullable() ? " NOT NULL" : ""))
        .collect(Collectors.joining(", ", "CREATE TABLE " + stage.sql() + " (", ")"));
  }

  private static String columns(List<PlannedColumn> columns) {
    return columns.stream()
        .map(c -> Sql.name(c.name()) + " " + c.stage().text())
        .collect(Collectors.joining(", ", " (", ")"));
  }

  /** The new table that a stage fills which cannot itself take the target's place. */
  static TableName filled(TableName stage) {
    return new TableName(stage.schema(), stage.name() + "n");
  }

  /**
   * A stage that will take the target's place. Constraints and indexes are made after the load: it
   * is faster, and they keep their names.
   */
  static String createLike(TableName stage, TableName target) {
    return "CREATE TABLE "
        + stage.sql()
        + " (LIKE "
        + target.sql()
        + " INCLUDING ALL EXCLUDING CONSTRAINTS EXCLUDING INDEXES)";
  }

  /** Says whose a stage is. */
  public static String comment(TableName stage, String pipeline, String scope, String loadId) {
    return "COMMENT ON TABLE "
        + stage.sql()
        + " IS "
        + Sql.text("dpone stage of " + pipeline + "/" + scope + ", load " + loadId);
  }

  /** The statement that fills it. */
  public static String copyIn(TableName stage, List<PlannedColumn> columns) {
    String names = Sql.names(columns.stream().map(PlannedColumn::name).toList());
    return "COPY "
        + stage.sql()
        + (columns.isEmpty() ? "" : " (" + names + ")")
        + " FROM STDIN (FORMAT binary)";
  }

  /** Lets the session make indexes in more memory than the server gives it: kilobytes, bytes. */
  public static String raiseIndexMemory() {
    return "SELECT set_config('maintenance_work_mem', ? || 'kB', false)"
        + " WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < ?";
  }

  /** Removes it. */
  public static String drop(TableName stage) {
    return "DROP TABLE IF EXISTS " + stage.sql() + ", " + filled(stage).sql();
  }

  /**
   * Rows, rows with a null in the key, and rows that the target would refuse.
   *
   * @param broken tells the last ones; empty if there are none
   */
  static String count(TableName stage, List<String> key, String broken) {
    String nulls =
        key.isEmpty()
            ? "0"
            : "count(*) FILTER (WHERE "
                + key.stream()
                    .map(k -> Sql.name(k) + " IS NULL")
                    .collect(Collectors.joining(" OR "))
                + ")";
    String refused = broken.isEmpty() ? "0" : "count(*) FILTER (WHERE " + broken + ")";
    return "SELECT count(*), " + nulls + ", " + refused + " FROM " + stage.sql();
  }

  /** One key that several rows have. */
  static String duplicate(TableName stage, List<String> key) {
    return "SELECT concat_ws(', ', "
        + key.stream().map(k -> Sql.name(k) + "::text").collect(Collectors.joining(", "))
        + "), count(*) FROM "
        + stage.sql()
        + " GROUP BY "
        + Sql.names(key)
        + " HAVING count(*) > 1 LIMIT 1";
  }
}
