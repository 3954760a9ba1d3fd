package dpone.connector.mssql.publish;

import dpone.connector.mssql.publish.Step.Counts;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statements that keep each version of a row with its validity: a changed row closes its open
 * version and adds a new one.
 *
 * @param rows stage and target
 * @param validity the columns that tell a version's validity
 * @param tracked names of columns whose change makes a new version; others change in place
 * @param closesMissing whether a key that the stage lacks is closed
 */
public record HistorySql(
    PublishSql rows, Validity validity, Set<String> tracked, boolean closesMissing) {
  /** Type of the times of a version, UTC. */
  public static final String TIME = "datetime2(7)";

  /** Copies the set. */
  public HistorySql {
    tracked = Set.copyOf(tracked);
  }

  /**
   * The columns of the target that tell a version's validity.
   *
   * @param from when it begins
   * @param to when it ends, null while it is open
   * @param current whether it is open
   */
  public record Validity(String from, String to, String current) {
    /** In the order of the target. */
    public List<String> names() {
      return List.of(from, to, current);
    }

    /** Their definitions. */
    List<String> definitions() {
      return List.of(
          Sql.name(from) + " " + TIME + " NOT NULL",
          Sql.name(to) + " " + TIME + " NULL",
          Sql.name(current) + " bit NOT NULL");
    }
  }

  /**
   * The target of a first load, and an index that lets a key have one open version.
   *
   * @param columns definitions of the stream's own
   * @param indexed whether the key can be indexed
   */
  public static List<String> create(
      TableName target,
      List<String> columns,
      List<String> key,
      Validity validity,
      boolean indexed) {
    List<String> parts = new ArrayList<>(columns);
    parts.addAll(validity.definitions());
    String table = "CREATE TABLE " + target.sql() + " (" + String.join(", ", parts) + ")";
    if (!indexed) {
      return List.of(table);
    }
    return List.of(
        table,
        "CREATE UNIQUE INDEX "
            + Sql.name("dpone_open_version")
            + " ON "
            + target.sql()
            + " ("
            + Sql.names(key)
            + ") WHERE "
            + Sql.name(validity.current())
            + " = 1");
  }

  /**
   * One time for the whole load, later than the beginning of any open version.
   *
   * @param exists whether the target is there to be asked
   */
  public String time(boolean exists) {
    String newest =
        exists
            ? "(SELECT MAX(t."
                + Sql.name(validity.from())
                + ") FROM "
                + rows.target().sql()
                + " AS t WHERE "
                + open()
                + ")"
            : "CAST(NULL AS " + TIME + ")";
    return "SELECT CONVERT(nvarchar(40), CASE WHEN v.newest >= v.now"
        + " THEN DATEADD(NANOSECOND, 100, v.newest) ELSE v.now END, 126)"
        + " FROM (SELECT SYSUTCDATETIME() AS now, "
        + newest
        + " AS newest) AS v";
  }

  /** How many versions are open. */
  public String openVersions() {
    return "SELECT COUNT_BIG(*) FROM " + rows.target().sql() + " AS t WHERE " + open();
  }

  /**
   * The publish.
   *
   * @param time when the new versions begin, and the old ones end
   */
  public List<Step> steps(String time) {
    String at = "CAST(" + Sql.text(time) + " AS " + TIME + ")";
    String close =
        "UPDATE t SET t."
            + Sql.name(validity.to())
            + " = "
            + at
            + ", t."
            + Sql.name(validity.current())
            + " = 0 FROM "
            + rows.locked();
    List<Step> steps = new ArrayList<>();
    if (closesMissing) {
      steps.add(
          rows.step(
              Counts.UPDATED,
              close
                  + " WHERE "
                  + open()
                  + " AND NOT EXISTS (SELECT 1 FROM "
                  + rows.stage().sql()
                  + " AS s WHERE "
                  + rows.sameKey()
                  + ")"));
    }
    String joined = " JOIN " + rows.stage().sql() + " AS s ON " + rows.sameKey();
    List<TargetColumn> versioned = changing(true);
    if (!versioned.isEmpty()) {
      steps.add(
          rows.step(
              Counts.UPDATED,
              close + joined + " WHERE " + open() + " AND " + PublishSql.differs(versioned)));
    }
    List<TargetColumn> other = changing(false);
    if (!other.isEmpty()) {
      steps.add(
          rows.step(
              Counts.UPDATED,
              "UPDATE t SET "
                  + PublishSql.set(other)
                  + " FROM "
                  + rows.locked()
                  + joined
                  + " WHERE "
                  + open()
                  + " AND "
                  + PublishSql.differs(other)));
    }
    steps.add(
        rows.insert(
            "",
            ", " + Sql.names(validity.names()),
            ", " + at + ", NULL, 1",
            " WHERE NOT EXISTS (SELECT 1 FROM "
                + rows.locked()
                + " WHERE "
                + open()
                + " AND "
                + rows.sameKey()
                + ")"));
    return steps;
  }

  private List<TargetColumn> changing(boolean versioned) {
    return rows.changing().stream().filter(c -> tracked.contains(c.name()) == versioned).toList();
  }

  private String open() {
    return "t." + Sql.name(validity.current()) + " = 1";
  }
}
