package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.sql.ChangeSql;
import dpone.connector.bigquery.sql.HistorySql;
import dpone.connector.bigquery.sql.PublishSql;
import dpone.connector.bigquery.sql.SqlColumn;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Conversion;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which statements check and publish a planned stream. */
final class Statements {
  private final Planned planned;
  private final PublishSql publish;

  Statements(Planned planned, TableName stage) {
    this.planned = planned;
    this.publish = new PublishSql(planned.target(), stage, planned.published(), planned.key());
  }

  private boolean ofChanges() {
    return planned.load().strategy().mode() == LoadMode.CDC_APPLY;
  }

  /** Answers with rows, rows whose key is null, and what is doubled or cannot be applied. */
  String check() {
    return ofChanges() ? changes().findings() : publish.counts();
  }

  private ChangeSql changes() {
    List<SqlColumn> own = new ArrayList<>();
    List<String> names = planned.load().schema().names();
    for (int i = 0; i < names.size(); i++) {
      if (ChangeSchema.isReserved(names.get(i))) {
        BqType stage =
            StageType.of(
                planned.load().schema().fields().get(i).type(), planned.encoded().get(i).asText());
        own.add(
            new SqlColumn(
                names.get(i),
                Conversion.sql(
                    "s." + StageType.column(i), planned.format().stage(stage), stage, stage),
                ""));
      }
    }
    return new ChangeSql(publish, own);
  }

  /** The statement that tells the time of a new version; empty where there are no versions. */
  String time() {
    return planned.load().strategy().mode() == LoadMode.SCD2 ? history().time() : "";
  }

  private HistorySql history() {
    StreamLoad load = planned.load();
    List<String> validity = LoadPlanner.validity(load);
    Set<String> tracked =
        new HashSet<>(
            load.strategy().parameters().getOrDefault("tracked_columns", "").lines().toList());
    if (tracked.isEmpty()) {
      planned.published().forEach(c -> tracked.add(c.name()));
    }
    return new HistorySql(
        publish,
        validity.get(0),
        validity.get(1),
        validity.get(2),
        tracked,
        load.strategy().parameters().getOrDefault("close_missing", "").equals("true"));
  }

  /**
   * The statement that tells which values or partitions the load replaces; empty where that is not
   * asked.
   */
  String replaced() {
    Planned.Replacing replacing = planned.replacing();
    if (replacing == null) {
      return "";
    }
    if (planned.byCopy()) {
      return publish.partitions(
          replacing.column(), replacing.type(), replacing.unit(), Limits.PARTITIONS_COPIED + 1);
    }
    return replacing.byLiteral()
        ? publish.values(replacing.column(), Limits.VALUES_REPLACED + 1)
        : "";
  }

  /** The statement that fills a table of the target's shape. */
  List<String> shaped(TableName shaped) {
    return new PublishSql(shaped, publish.stage(), publish.columns(), publish.key()).append();
  }

  private List<String> replacePartitions(List<@Nullable String> replaced) {
    Planned.Replacing replacing = Objects.requireNonNull(planned.replacing());
    if (replacing.byLiteral() && replaced.size() <= Limits.VALUES_REPLACED) {
      return publish.replaceValues(replacing.column(), replacing.type(), replaced);
    }
    return publish.replacePartitions(replacing.column());
  }

  List<String> publish(String time, List<@Nullable String> replaced) {
    Map<String, String> given = planned.load().strategy().parameters();
    return switch (planned.load().strategy().mode()) {
      case FULL_REFRESH -> publish.refresh();
      case INCREMENTAL_APPEND -> publish.append();
      case INCREMENTAL_MERGE, BACKFILL -> publish.merge();
      case REPLACE -> publish.replace(given.getOrDefault("where", ""));
      case PARTITION_REPLACE -> replacePartitions(replaced);
      case SNAPSHOT_DIFF ->
          publish.snapshotDiff(
              LoadPlanner.ratio(planned.load()),
              given.getOrDefault("allow_empty", "false").equals("true"));
      case SCD2 -> history().statements(time);
      case CDC_APPLY -> changes().statements();
    };
  }

  /** Whether every staged row becomes a new row. */
  boolean insertsAll() {
    return switch (planned.load().strategy().mode()) {
      case FULL_REFRESH, INCREMENTAL_APPEND, REPLACE, PARTITION_REPLACE -> true;
      case INCREMENTAL_MERGE, BACKFILL, SNAPSHOT_DIFF, SCD2, CDC_APPLY -> false;
    };
  }
}
