package dpone.connector.mssql.sink;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.HistorySql;
import dpone.connector.mssql.publish.PublishSql;
import dpone.connector.mssql.publish.StageSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.SwitchSql;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the typed stage of a stream, checks it, and says how it is going to be published. */
final class Staged {
  private static final String MAX_DELETE_RATIO = "max_delete_ratio";
  private static final String ALLOW_EMPTY = "allow_empty";
  private static final double STANDARD_RATIO = 0.05;

  private final MsSession session;
  private final StreamLoad load;
  private final PlannedStream stream;
  private final TableName raw;
  private final TableName typed;
  private final TableName net;
  private final PublishSql sql;
  private final @Nullable SwitchSql switching;
  private @Nullable List<Integer> partitions;
  private long rows;

  /**
   * A stage.
   *
   * @param net where changes become one change a key
   */
  Staged(
      MsSession session,
      StreamLoad load,
      PlannedStream stream,
      TableName raw,
      TableName typed,
      TableName net) {
    this.session = session;
    this.load = load;
    this.stream = stream;
    this.raw = raw;
    this.typed = typed;
    this.net = net;
    this.sql = stream.publishing(typed);
    this.switching = stream.switching(typed);
  }

  /**
   * Checks the stage, and changes nothing of the target.
   *
   * @param acknowledged rows of the receipts
   * @return rows that will be published
   */
  long check(long acknowledged) {
    session.execute(StageSql.convert(typed, raw, stream.typed()));
    // A change may have no key, or one that others have, too.
    List<String> key =
        load.strategy().mode() == LoadMode.CDC_APPLY ? List.<String>of() : stream.key();
    long[] counts =
        session
            .first(StageSql.count(typed, key), row -> new long[] {row.getLong(1), row.getLong(2)})
            .orElseThrow();
    if (counts[0] != acknowledged) {
      throw MsCode.ROWS_LOST
          .error("the stage holds " + counts[0] + " rows, acknowledged were " + acknowledged)
          .at(place())
          .build();
    }
    if (counts[1] > 0) {
      throw MsCode.KEY_NULL
          .error(counts[1] + " rows have no value in " + String.join(", ", stream.key()))
          .at(place())
          .build();
    }
    if (!key.isEmpty()) {
      refuseDuplicates();
    }
    session.execute(StageSql.drop(raw));
    prepareSwitch();
    switch (load.strategy().mode()) {
      case REPLACE -> refuseOutside();
      case SNAPSHOT_DIFF -> guardDeletes(counts[0]);
      case SCD2 -> guardHistory(counts[0]);
      default -> {}
    }
    rows = counts[0];
    return counts[0];
  }

  private void refuseDuplicates() {
    session
        .first(
            StageSql.duplicate(typed, stream.key()),
            row -> row.getString(1) + " (" + row.getLong(2) + " rows)")
        .ifPresent(key -> {
          throw MsCode.KEY_DUPLICATE
              .error("several rows have the key " + key)
              .at(place().row(key))
              .build();
        });
    boolean indexable =
        stream.columns().stream()
            .filter(c -> stream.key().contains(c.name()))
            .allMatch(c -> c.type().indexable());
    // A stage that is switched in gets the target's indexes instead.
    if (indexable && switching == null) {
      session.execute(StageSql.index(typed, stream.key()));
    }
  }

  private void prepareSwitch() {
    SwitchSql into = switching;
    if (into == null) {
      return;
    }
    into.indexes().forEach(session::execute);
    if (into.layout().place().function() != null) {
      List<Integer> found = Switching.partitions(session, into, place());
      if (load.strategy().mode() == LoadMode.PARTITION_REPLACE) {
        Switching.refuseOthers(session, into, found, place());
      }
      partitions = found;
    }
  }

  private void refuseOutside() {
    String where = LoadPlanner.predicate(load);
    long outside = session.first(sql.outside(where), row -> row.getLong(1)).orElse(0L);
    if (outside > 0) {
      throw MsCode.CONSTRAINT
          .error(outside + " rows of the load are not under strategy.where (" + where + ")")
          .at(place())
          .remedy("read with the same condition, or correct strategy.where")
          .build();
    }
  }

  private void guardHistory(long staged) {
    boolean closesAll = staged == 0 && stream.exists() && History.closesMissing(load);
    if (closesAll
        && session.first(history().openVersions(), row -> row.getLong(1)).orElse(0L) > 0) {
      throw MsCode.CONSTRAINT
          .error("the snapshot has no row, so that every open version would be closed")
          .at(place())
          .remedy("look whether the source is whole; if it is, load once without close_missing")
          .build();
    }
  }

  private HistorySql history() {
    return new HistorySql(
        sql,
        History.validity(load),
        Set.copyOf(History.tracked(load, stream.columns())),
        History.closesMissing(load));
  }

  private void guardDeletes(long staged) {
    boolean allowEmpty = "true".equals(load.strategy().parameters().get(ALLOW_EMPTY));
    if (!stream.exists()) {
      return;
    }
    long[] target =
        session
            .first(sql.missing(), row -> new long[] {row.getLong(1), row.getLong(2)})
            .orElseThrow();
    if (staged == 0 && target[0] > 0 && !allowEmpty) {
      throw MsCode.CONSTRAINT
          .error("the snapshot is empty, and would delete all " + target[0] + " rows of the target")
          .at(place())
          .remedy("see why the source is empty, or set strategy." + ALLOW_EMPTY + " to true")
          .build();
    }
    String given = load.strategy().parameters().get(MAX_DELETE_RATIO);
    double limit = given == null ? STANDARD_RATIO : Double.parseDouble(given);
    if (staged > 0 && target[1] > limit * target[0]) {
      throw MsCode.CONSTRAINT
          .error(
              "the snapshot lacks "
                  + target[1]
                  + " of "
                  + target[0]
                  + " rows of the target, more than the share of "
                  + limit)
          .at(place())
          .remedy("see why rows are gone, or raise strategy." + MAX_DELETE_RATIO)
          .build();
    }
  }

  /** The statements of the publish, in order. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    boolean swaps = stream.plan().publish().equals(SinkOptions.SWAP);
    SwitchSql into = switching;
    if (into != null) {
      steps.addAll(Switching.steps(into, load.strategy().mode(), partitions));
      steps.add(new Step(stream.stream(), Step.Counts.NONE, StageSql.drop(typed)));
      return steps;
    }
    // A table that is swapped in is the typed stage itself: there is nothing to make first.
    if (!swaps) {
      for (String ddl : stream.plan().ddl()) {
        steps.add(new Step(stream.stream(), Step.Counts.NONE, ddl));
      }
    }
    steps.addAll(
        switch (load.strategy().mode()) {
          case FULL_REFRESH ->
              !stream.exists()
                  ? sql.append()
                  : swaps ? sql.swap() : sql.truncateInsert(stream.referenced());
          case INCREMENTAL_MERGE, BACKFILL -> sql.merge();
          case SNAPSHOT_DIFF -> sql.snapshotDiff();
          case REPLACE -> sql.replace(LoadPlanner.predicate(load));
          case PARTITION_REPLACE ->
              stream.exists()
                  ? sql.replaceValues(LoadPlanner.partitionBy(load, stream.plan().columns()))
                  : sql.append();
          case SCD2 -> history().steps(session.value(history().time(stream.exists())));
          case CDC_APPLY -> new AppliedChanges(session, stream, sql, net).steps(rows);
          case INCREMENTAL_APPEND -> sql.append();
        });
    if (!swaps) {
      steps.add(new Step(stream.stream(), Step.Counts.NONE, StageSql.drop(typed)));
    }
    return steps;
  }

  private Place place() {
    return Place.stream(stream.stream());
  }
}
