package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.publish.Step.Role;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import dpone.connector.clickhouse.stage.StageSettings;
import dpone.connector.clickhouse.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statements on the copy of one stream's target. Pure. */
public final class CopySql {
  private final PlannedStream plan;
  private final TableName stage;
  private final TableName copy;

  /** Statements for a stage. */
  public CopySql(PlannedStream plan, TableName stage) {
    this.plan = plan;
    this.stage = stage;
    this.copy = StageNames.copyOf(stage);
  }

  /** {@code ON CLUSTER} with its name, or nothing. */
  public static String onCluster(String cluster) {
    return cluster.isEmpty() ? "" : " ON CLUSTER " + Sql.name(cluster);
  }

  /** The statements that make a stage; its parts can be attached to the copy. */
  public static List<String> createStage(PlannedStream plan, TableName stage, String comment) {
    TargetTable existing = plan.existing();
    String like =
        existing == null
            ? " ("
                + plan.staged().stream()
                    .map(c -> Sql.name(c.name()) + " " + c.type())
                    .collect(Collectors.joining(", "))
                + ")"
            : " AS " + plan.target().sql();
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE "
            + stage.sql()
            + like
            + " ENGINE = MergeTree"
            + plan.layout()
            + " SETTINGS "
            + StageSettings.ALL
            + " COMMENT "
            + Sql.text(comment));
    plan.alters().forEach(alter -> statements.add(alter.on(stage, "")));
    return statements;
  }

  /** An empty copy with the columns the load needs. */
  List<Step> empty() {
    List<Step> steps = new ArrayList<>();
    TargetTable existing = plan.existing();
    if (existing == null) {
      steps.add(
          new Step(
              Role.MAKE,
              plan.create()
                  .replaceFirst(
                      java.util.regex.Pattern.quote(plan.target().sql()),
                      java.util.regex.Matcher.quoteReplacement(copy.sql()))));
      return steps;
    }
    steps.add(
        new Step(
            Role.MAKE,
            "CREATE TABLE "
                + copy.sql()
                + onCluster(plan.cluster())
                + " AS "
                + plan.target().sql()));
    return steps;
  }

  /** The changes of its columns. */
  List<Step> alters() {
    return plan.alters().stream()
        .map(alter -> new Step(Role.SCHEMA, alter.on(copy, plan.cluster())))
        .toList();
  }

  /** A copy with the target's rows, by hard links, and the columns the load needs. */
  List<Step> whole() {
    List<Step> steps = new ArrayList<>(empty());
    if (plan.existing() != null) {
      steps.add(
          new Step(
              Role.BASE,
              "ALTER TABLE " + copy.sql() + " ATTACH PARTITION ALL FROM " + plan.target().sql()));
    }
    steps.addAll(alters());
    return steps;
  }

  /** All rows of the stage, by hard links. */
  Step attach() {
    return new Step(
        Role.ADD_ALL, "ALTER TABLE " + copy.sql() + " ATTACH PARTITION ALL FROM " + stage.sql());
  }

  /** Removes rows of the copy. */
  List<Step> delete(Role role, String condition, long atMost) {
    List<Step> steps = new ArrayList<>();
    TargetTable existing = plan.existing();
    // Where the table has the setting already, it is the user's word.
    boolean told =
        existing == null
            || !existing.projects()
            || existing.definition().contains("lightweight_mutation_projection_mode");
    String setting = "ALTER TABLE " + copy.sql();
    if (!told) {
      steps.add(
          new Step(
              Role.MAKE,
              setting + " MODIFY SETTING lightweight_mutation_projection_mode = 'rebuild'"));
    }
    steps.add(new Step(role, "DELETE FROM " + copy.sql() + " WHERE " + condition, atMost));
    if (!told) {
      steps.add(
          new Step(Role.MAKE, setting + " RESET SETTING lightweight_mutation_projection_mode"));
    }
    return steps;
  }

  String stage() {
    return stage.sql();
  }

  String copy() {
    return copy.sql();
  }

  String target() {
    return plan.target().sql();
  }

  /** A table beside the copy, for rows on their way. */
  String beside() {
    return new TableName(copy.database(), copy.name() + "_aside").sql();
  }

  /** Inserts some columns. */
  String into(List<String> names) {
    return "INSERT INTO " + copy.sql() + " (" + Sql.names(names) + ") ";
  }

  /** The names as one value, alone or as a tuple. */
  static String row(List<String> names) {
    return names.size() == 1 ? Sql.name(names.get(0)) : "(" + Sql.names(names) + ")";
  }

  /** Whether the key of a row is among those of a table. */
  String keyIn(String table) {
    return row(plan.key()) + " IN (SELECT " + Sql.names(plan.key()) + " FROM " + table + ")";
  }

  String keyNotIn(String table) {
    return row(plan.key()) + " NOT IN (SELECT " + Sql.names(plan.key()) + " FROM " + table + ")";
  }

  /**
   * Key and cells as one value that nulls do not keep from being equal; no two rows that differ
   * have the same text.
   */
  String same(List<String> cells) {
    List<String> all = new ArrayList<>(plan.key());
    all.addAll(cells);
    return "sipHash128(toString(tuple(" + Sql.names(all) + ")))";
  }

  /** The published columns, for {@code INSERT}. */
  String insert(List<String> further) {
    List<String> all = new ArrayList<>(plan.names());
    all.addAll(further);
    return "INSERT INTO " + copy.sql() + " (" + Sql.names(all) + ") ";
  }

  /** Counts the keys that occur twice, and gives one of them. */
  public static String duplicates(PlannedStream plan, TableName stage) {
    return "SELECT toString(tuple("
        + Sql.names(plan.key())
        + ")), count() AS n FROM "
        + stage.sql()
        + " GROUP BY "
        + Sql.names(plan.key())
        + " HAVING n > 1 LIMIT 1";
  }

  /** One row whose key has a null, and how many there are. */
  public static String nullKeys(PlannedStream plan, TableName stage) {
    return "SELECT any(toString(tuple("
        + Sql.names(plan.names())
        + "))), count() FROM "
        + stage.sql()
        + " WHERE "
        + plan.key().stream()
            .map(k -> Sql.name(k) + " IS NULL")
            .collect(Collectors.joining(" OR "));
  }
}
