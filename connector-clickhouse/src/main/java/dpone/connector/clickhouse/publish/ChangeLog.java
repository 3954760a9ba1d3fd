package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.NewTable;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table beside a target to which changes are only ever appended, and the view under the
 * target's name of what they leave. Each row is all of a row after a change, and one that says that
 * a key has no row any more has its key alone. Pure.
 */
public final class ChangeLog {
  /** What kind of change it was. */
  static final String KIND = ChangeSchema.KIND;

  /** Which of two changes of a key came later: the larger one. */
  static final String POSITION = "_dpone_position";

  /** When it was written here. */
  static final String AT = "_dpone_at";

  private static final String GONE = " IN ('delete', 'truncate')";

  private ChangeLog() {}

  /** The log of a target. */
  public static TableName of(TableName target) {
    return new TableName(target.database(), target.name() + "__changes");
  }

  /** Whether a load goes to a log: of changes, or of the rows that changes go on from. */
  public static boolean takes(LoadMode mode, boolean followed, Options options) {
    return options.string(CdcApply.OPTION.name()).equals("log")
        && (mode == LoadMode.CDC_APPLY || (followed && mode == LoadMode.FULL_REFRESH));
  }

  /** The columns that it has beside those of the stream. */
  static List<Mode.OwnColumn> columns() {
    return List.of(
        new Mode.OwnColumn(
            KIND,
            "Enum8('snapshot' = -1, 'insert' = 0, 'update' = 1, 'delete' = 2, 'truncate' = 3)"
                + " DEFAULT 'snapshot'"),
        new Mode.OwnColumn(POSITION, "UInt64 DEFAULT 0"),
        new Mode.OwnColumn(AT, "DateTime64(6, 'UTC') DEFAULT now64(6)"));
  }

  /** How a log is made: as the options say, in order of key and position. */
  public static NewTable table(NewTable asked, List<String> key, StreamLoad load) {
    if (!asked.engine().matches("(Replicated|Shared)?MergeTree\\b.*")) {
      throw ChCode.INVALID_OPTION
          .error("sink.engine " + asked.engine() + " merges the changes of a row into one")
          .at(Place.stream(load.stream()))
          .remedy("set sink.engine to MergeTree or ReplicatedMergeTree, or sink.cdc to state")
          .build();
    }
    if (!asked.ttl().isEmpty()) {
      throw ChCode.INVALID_OPTION
          .error("sink.ttl could end a change before the one that it follows")
          .at(Place.stream(load.stream()))
          .remedy("leave sink.ttl out, or set sink.cdc to state")
          .build();
    }
    List<String> order = new ArrayList<>(asked.orderBy());
    if (order.isEmpty()) {
      key.forEach(k -> order.add(Sql.name(k)));
      order.add(Sql.name(POSITION));
    }
    return new NewTable(
        asked.engine(),
        order,
        asked.partitionBy(),
        asked.codecs(),
        asked.ttl(),
        asked.settings(),
        asked.cluster());
  }

  /** Refuses what is there under the names and is neither a log nor its view. */
  public static void require(
      StreamLoad load, TableName target, @Nullable TargetTable view, @Nullable TargetTable log) {
    if (view != null
        && !(view.engine().equals("View")
            && view.definition().contains(of(target).name())
            && view.definition().contains(POSITION))) {
      throw ChCode.TARGET_NOT_TABLE
          .error(
              target
                  + " is a "
                  + view.engine()
                  + ", and with sink.cdc log a view of the changes has that name")
          .at(Place.stream(load.stream()))
          .remedy(
              "set sink.cdc to state, which keeps the current rows in the table itself; or rename"
                  + " the table")
          .build();
    }
    if (log != null) {
      for (Mode.OwnColumn own : columns()) {
        if (log.column(own.name()).isEmpty()) {
          throw ChCode.TARGET_NOT_TABLE
              .error(log.name() + " has no column " + own.name() + ", and is no log of changes")
              .at(Place.stream(load.stream()))
              .remedy("rename the table, or set sink.cdc to state")
              .build();
        }
      }
    }
    for (String name : load.schema().names()) {
      if (name.equals(POSITION) || name.equals(AT)) {
        throw ChCode.COLUMN_DRIFT
            .error("the log of changes has a column " + name + " of its own")
            .at(Place.field(load.stream(), name))
            .remedy("leave the column out of columns, or set sink.cdc to state")
            .build();
      }
    }
  }

  /** The columns of the view: those of the stream, and earlier ones that the log still has. */
  public static List<String> shown(@Nullable TargetTable log, List<PlannedColumn> columns) {
    Set<String> own = new HashSet<>(columns().stream().map(Mode.OwnColumn::name).toList());
    List<String> shown = new ArrayList<>();
    if (log != null) {
      log.columns().stream()
          .filter(c -> !c.kind().equals("EPHEMERAL") && !own.contains(c.name()))
          .forEach(c -> shown.add(c.name()));
    }
    columns.stream()
        .filter(c -> c.published() && !shown.contains(c.name()))
        .forEach(c -> shown.add(c.name()));
    return shown;
  }

  /**
   * The statements that make the view what it has to be, after the log was published.
   *
   * @param view as it is, or null if there is none
   * @param altered whether types of its columns change
   */
  public static List<String> view(
      TableName target,
      @Nullable TargetTable view,
      List<String> shown,
      List<String> key,
      String cluster,
      boolean altered) {
    List<String> there =
        view == null ? List.of() : view.columns().stream().map(TargetTable.Column::name).toList();
    if (there.equals(shown) && !altered) {
      return List.of();
    }
    return List.of(
        "CREATE "
            + (view == null ? "VIEW IF NOT EXISTS " : "OR REPLACE VIEW ")
            + target.sql()
            + CopySql.onCluster(cluster)
            + " AS "
            + state(of(target).sql(), shown, key, ""));
  }

  /**
   * What the changes leave. The log is named once, so that a query sees one table whatever takes
   * its place meanwhile.
   *
   * @param where a condition on rows, with its keyword; empty for all
   */
  static String state(String log, List<String> shown, List<String> key, String where) {
    List<String> inner = new ArrayList<>();
    List<String> outer = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      String name = Sql.name(shown.get(i));
      String as = "_dpone_v" + i;
      boolean isKey = key.contains(shown.get(i));
      inner.add((isKey ? name : "argMax(tuple(" + name + "), " + POSITION + ")") + " AS " + as);
      outer.add((isKey ? as : "tupleElement(" + as + ", 1)") + " AS " + name);
    }
    return "SELECT "
        + String.join(", ", outer)
        + " FROM (SELECT "
        + String.join(", ", inner)
        + ", argMax("
        + KIND
        + ", "
        + POSITION
        + ")"
        + GONE
        + " AS _dpone_gone FROM "
        + log
        + where
        + " GROUP BY "
        + Sql.names(key)
        + ") WHERE NOT _dpone_gone";
  }

  /** How many rows the changes after a position made, changed and took away. */
  static String count(String log, List<String> key, String base) {
    String later = POSITION + " > " + base;
    String earlier = POSITION + " <= " + base;
    return "SELECT countIf(NOT was AND is), countIf(was AND is), countIf(was AND NOT is) FROM (SELECT"
        + " countIf("
        + earlier
        + ") > 0 AND argMaxIf("
        + KIND
        + ", "
        + POSITION
        + ", "
        + earlier
        + ") NOT"
        + GONE
        + " AS was, argMaxIf("
        + KIND
        + ", "
        + POSITION
        + ", "
        + later
        + ") NOT"
        + GONE
        + " AS is FROM "
        + log
        + " WHERE "
        + CopySql.row(key)
        + " IN (SELECT "
        + Sql.names(key)
        + " FROM "
        + log
        + " WHERE "
        + later
        + ") GROUP BY "
        + Sql.names(key)
        + ")";
  }
}
