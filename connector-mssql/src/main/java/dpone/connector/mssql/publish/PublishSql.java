package dpone.connector.mssql.publish;

import dpone.connector.mssql.publish.Step.Counts;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that carry rows from a typed stage, alias s, to a target, alias t. There is no
 * MERGE: under concurrency it needs the same locks, and it has a history of wrong results with
 * filtered indexes, triggers and foreign keys.
 *
 * @param stream whose rows
 * @param target the table
 * @param stage the typed stage
 * @param columns what a load fills
 * @param key names of the key's columns; empty where the mode has none
 */
public record PublishSql(
    String stream,
    TableName target,
    TableName stage,
    List<TargetColumn> columns,
    List<String> key) {
  /** Keeps keys that are not there from appearing, and other writers from changing what is read. */
  private static final String LOCKED = " WITH (UPDLOCK, HOLDLOCK)";

  /** Copies the lists. */
  public PublishSql {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The same rows out of another table. */
  PublishSql from(TableName other) {
    return new PublishSql(stream, target, other, columns, key);
  }

  /** Every row is added. */
  public List<Step> append() {
    // Without a table lock: other writers go on.
    return List.of(insert("", ""));
  }

  /**
   * The target's rows become those of the stage; grants, indexes, constraints and triggers stay.
   *
   * @param delete whether the rows have to be deleted, since a foreign key forbids TRUNCATE
   */
  public List<Step> truncateInsert(boolean delete) {
    return List.of(
        delete
            ? step(Counts.DELETED, "DELETE FROM " + target.sql() + " WITH (TABLOCKX)")
            : step(Counts.NONE, "TRUNCATE TABLE " + target.sql()),
        insert(" WITH (TABLOCK)", ""));
  }

  /** The stage takes the target's place by renaming, in one transaction. */
  public List<Step> swap() {
    String old = stage.name() + "_old";
    return List.of(
        step(Counts.NONE, rename(target, old)),
        step(Counts.NONE, "ALTER SCHEMA " + Sql.name(target.schema()) + " TRANSFER " + stage.sql()),
        step(Counts.NONE, rename(target.sibling(stage.name()), target.name())),
        step(Counts.NONE, "DROP TABLE " + target.sibling(old).sql()));
  }

  private static String rename(TableName table, String name) {
    return "EXEC sys.sp_rename @objname = "
        + Sql.text(table.sql())
        + ", @newname = "
        + Sql.text(name)
        + ", @objtype = N'OBJECT'";
  }

  /** Rows are updated by key where they differ, and inserted where the key is new. */
  public List<Step> merge() {
    List<Step> steps = new ArrayList<>();
    if (!changing().isEmpty()) {
      steps.add(update());
    }
    steps.add(
        insert("", " WHERE NOT EXISTS (SELECT 1 FROM " + locked() + " WHERE " + sameKey() + ")"));
    return steps;
  }

  /** The target becomes the snapshot of the stage with as few changes as it takes. */
  public List<Step> snapshotDiff() {
    List<Step> steps = new ArrayList<>();
    steps.add(
        step(
            Counts.DELETED,
            "DELETE t FROM "
                + locked()
                + " WHERE NOT EXISTS (SELECT 1 FROM "
                + stage.sql()
                + " AS s WHERE "
                + sameKey()
                + ")"));
    steps.addAll(merge());
    return steps;
  }

  /** The target's rows, and those of them that the snapshot lacks. */
  public String missing() {
    return "SELECT (SELECT COUNT_BIG(*) FROM "
        + target.sql()
        + "), (SELECT COUNT_BIG(*) FROM "
        + target.sql()
        + " AS t WHERE NOT EXISTS (SELECT 1 FROM "
        + stage.sql()
        + " AS s WHERE "
        + sameKey()
        + "))";
  }

  /** Staged rows that are not under a condition. */
  public String outside(String condition) {
    return "SELECT COUNT_BIG(*) FROM "
        + stage.sql()
        + " WHERE CASE WHEN "
        + Sql.condition(condition)
        + " THEN 1 ELSE 0 END = 0";
  }

  /** Rows under a condition of the user's own are replaced. */
  public List<Step> replace(String condition) {
    return List.of(
        step(
            Counts.DELETED,
            "DELETE FROM " + target.sql() + LOCKED + " WHERE " + Sql.condition(condition)),
        insert("", ""));
  }

  /** Rows whose value of a column occurs in the load are replaced, also those without a value. */
  public List<Step> replaceValues(String column) {
    String cell = Sql.name(column);
    return List.of(
        step(
            Counts.DELETED,
            "DELETE t FROM "
                + locked()
                + " WHERE t."
                + cell
                + " IN (SELECT s."
                + cell
                + " FROM "
                + stage.sql()
                + " AS s) OR (t."
                + cell
                + " IS NULL AND EXISTS (SELECT 1 FROM "
                + stage.sql()
                + " AS s WHERE s."
                + cell
                + " IS NULL))"),
        insert("", ""));
  }

  private Step update() {
    return step(
        Counts.UPDATED,
        "UPDATE t SET "
            + set(changing())
            + " FROM "
            + locked()
            + " JOIN "
            + stage.sql()
            + " AS s ON "
            + sameKey()
            + " WHERE "
            + differs(changing()));
  }

  /** Cells of the target become those of the stage. */
  static String set(List<TargetColumn> columns) {
    return join(columns, c -> "t." + Sql.name(c.name()) + " = s." + Sql.name(c.name()), ", ");
  }

  /** Whether a cell of them differs, null being a value like any other. */
  static String differs(List<TargetColumn> columns) {
    return "EXISTS (SELECT "
        + join(columns, c -> c.bytes("s"), ", ")
        + " EXCEPT SELECT "
        + join(columns, c -> c.bytes("t"), ", ")
        + ")";
  }

  private Step insert(String hint, String where) {
    return insert(hint, "", "", where);
  }

  /**
   * Rows of the stage are added.
   *
   * @param moreNames further columns of the target, with a comma before each
   * @param moreCells what stands in them, in the same way
   */
  Step insert(String hint, String moreNames, String moreCells, String where) {
    String names = Sql.names(columns.stream().map(TargetColumn::name).toList());
    String sql =
        "INSERT INTO "
            + target.sql()
            + hint
            + " ("
            + names
            + moreNames
            + ") SELECT "
            + join(columns, c -> "s." + Sql.name(c.name()), ", ")
            + moreCells
            + " FROM "
            + stage.sql()
            + " AS s"
            + where;
    boolean numbered = columns.stream().anyMatch(TargetColumn::identity);
    return step(Counts.INSERTED, sql, numbered);
  }

  private Step step(Counts counts, String sql, boolean numbered) {
    return numbered
        ? step(
            counts,
            "SET IDENTITY_INSERT "
                + target.sql()
                + " ON; "
                + sql
                + "; SET IDENTITY_INSERT "
                + target.sql()
                + " OFF")
        : step(counts, sql);
  }

  Step step(Counts counts, String sql) {
    return new Step(stream, counts, sql);
  }

  String locked() {
    return target.sql() + " AS t" + LOCKED;
  }

  String sameKey() {
    return key.stream()
        .map(k -> "t." + Sql.name(k) + " = s." + Sql.name(k))
        .collect(Collectors.joining(" AND "));
  }

  /** Neither the key nor what the server numbers, which no UPDATE may change. */
  List<TargetColumn> changing() {
    return columns.stream().filter(c -> !key.contains(c.name()) && !c.identity()).toList();
  }

  private static String join(
      List<TargetColumn> columns, Function<TargetColumn, String> part, String separator) {
    return columns.stream().map(part).collect(Collectors.joining(separator));
  }
}
