package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes are appended to a log of which the target is a view, after the rows that they go on from.
 *
 * @param mode of changes, or of those rows
 */
record CdcLog(LoadMode mode) implements Mode {
  @Override
  public List<String> key(StreamLoad load) {
    List<String> key = mode == LoadMode.CDC_APPLY ? Keys.required(load) : Keys.optional(load);
    key = key.isEmpty() ? load.schema().key() : key;
    if (key.isEmpty()) {
      throw ChCode.KEY_MISSING
          .error("a view of what changes leave needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    return key;
  }

  @Override
  public List<OwnColumn> ownColumns(StreamLoad load) {
    return ChangeLog.columns();
  }

  @Override
  public Choice choose(Situation situation) {
    String view =
        "the target is a view of the newest row of each key; sink.cdc state keeps the current rows in"
            + " a table instead, and no log";
    if (mode == LoadMode.FULL_REFRESH) {
      return Choice.of(
          new Snapshot(),
          "publish: the rows that changes go on from begin a new log, " + situation.target(),
          view);
    }
    CdcApply.refuseDiscard(situation.load());
    return Choice.of(
        new AppendChanges(),
        "publish: on a copy of hard links, each change is appended to the log, "
            + situation.target()
            + ", as the row that it leaves; the copy takes the log's place in one step",
        view);
  }

  /** A new log of nothing but the stage's rows. */
  record Snapshot() implements Publisher {
    @Override
    public String text() {
      return "new log";
    }

    @Override
    public List<String> createStage(PlannedStream plan, TableName stage, String comment) {
      if (plan.existing() != null) {
        return CopySql.createStage(plan, stage, comment);
      }
      Stream<String> loaded = plan.staged().stream().map(c -> Sql.name(c.name()) + " " + c.type());
      Stream<String> own =
          ChangeLog.columns().stream().map(c -> Sql.name(c.name()) + " " + c.type());
      return List.of(
          "CREATE TABLE "
              + stage.sql()
              + " ("
              + Stream.concat(loaded, own).collect(Collectors.joining(", "))
              + ") ENGINE = MergeTree"
              + plan.layout()
              + " SETTINGS non_replicated_deduplication_window = 10000, allow_nullable_key = 1"
              + " COMMENT "
              + Sql.text(comment));
    }

    @Override
    public List<Step> prepare(Staged staged) {
      return FullRefresh.Fresh.steps(staged.sql());
    }
  }
}
