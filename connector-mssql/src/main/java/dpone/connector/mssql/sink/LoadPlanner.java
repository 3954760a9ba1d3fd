package dpone.connector.mssql.sink;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.HistorySql;
import dpone.connector.mssql.sql.SqlText;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.Unsupported;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans one stream; asks nobody. */
final class LoadPlanner {
  static final Set<LoadMode> MODES = Set.copyOf(EnumSet.allOf(LoadMode.class));

  private static final Set<LoadMode> KEYED =
      EnumSet.of(
          LoadMode.INCREMENTAL_MERGE,
          LoadMode.SNAPSHOT_DIFF,
          LoadMode.BACKFILL,
          LoadMode.SCD2,
          LoadMode.CDC_APPLY);

  private final Options options;

  LoadPlanner(Options options) {
    this.options = options;
  }

  /**
   * Plans a stream.
   *
   * @param existing the target, or null where there is none
   * @param layout how it lies, where {@link #switches} says so
   */
  PlannedStream plan(
      StreamLoad load, TableName target, @Nullable TableInfo existing, @Nullable Layout layout) {
    LoadMode mode = load.strategy().mode();
    if (target.database() != null) {
      throw unsupported(load, "a sink writes into the database of its connection only");
    }
    if (existing != null && existing.view()) {
      throw unsupported(load, target + " is a view");
    }
    HistorySql.Validity validity = mode == LoadMode.SCD2 ? History.validity(load) : null;
    ColumnPlanner columns = new ColumnPlanner(load, target, existing, validity);
    columns.plan();
    List<String> key = key(load, columns, mode);
    List<String> notes = new ArrayList<>(columns.notes);
    PlannedStream.Switched switched = switched(load, target, existing, layout, columns, notes);
    String publish =
        switched == null ? publish(load, existing, columns, mode, notes) : SinkOptions.SWITCH;
    StreamPlan plan =
        new StreamPlan(
            load.stream(), target.toString(), columns.mappings, columns.ddl, publish, null, notes);
    return new PlannedStream(
        load.stream(),
        target,
        existing != null,
        existing != null && existing.ties().contains(TableInfo.REFERENCED),
        columns.staged,
        columns.columns,
        columns.own,
        key,
        plan,
        switched);
  }

  /** Whether the layout of a target that is there has to be known. */
  boolean switches() {
    return Switching.asked(options);
  }

  private PlannedStream.@Nullable Switched switched(
      StreamLoad load,
      TableName target,
      @Nullable TableInfo existing,
      @Nullable Layout layout,
      ColumnPlanner columns,
      List<String> notes) {
    if (!switches()) {
      return null;
    }
    boolean divided = load.strategy().mode() == LoadMode.PARTITION_REPLACE;
    String column = divided ? partitionBy(load, columns.mappings) : null;
    Switching.refuse(load, target.toString(), existing, layout, column);
    if (existing == null || layout == null) {
      return null;
    }
    if (!columns.ddl.isEmpty()) {
      notes.add("publish: nothing is switched this once, since the target gets columns");
      return null;
    }
    notes.add(
        layout.place().function() == null
            ? "publish: truncate, and switch the stage's rows in, in one transaction"
            : "publish: truncate partitions, and switch those of the stage in, in one transaction"
                + (divided
                    ? "; a partition that holds values which the load lacks ends the load"
                    : ""));
    return PlannedStream.Switched.of(layout, existing);
  }

  private static List<String> key(StreamLoad load, ColumnPlanner columns, LoadMode mode) {
    boolean needed = KEYED.contains(mode);
    if (!needed && mode != LoadMode.PARTITION_REPLACE) {
      return List.of();
    }
    List<String> key = new ArrayList<>();
    for (String name : load.strategy().uniqueKey()) {
      key.add(
          columns.mappings.stream()
              .filter(m -> m.source().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  MsCode.KEY_MISSING
                      .error("the unique key names " + name + ", which the load does not fill")
                      .at(Place.field(load.stream(), name))
                      .build())
              .target());
    }
    if (key.isEmpty() && needed) {
      throw MsCode.KEY_MISSING
          .error(mode.text() + " needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    return key;
  }

  private String publish(
      StreamLoad load,
      @Nullable TableInfo existing,
      ColumnPlanner columns,
      LoadMode mode,
      List<String> notes) {
    return switch (mode) {
      case FULL_REFRESH -> fullRefresh(load, existing, columns, notes);
      case INCREMENTAL_APPEND -> "insert";
      case INCREMENTAL_MERGE, BACKFILL -> {
        notes.add(
            "publish: update where a row differs, then insert, under locks of keys and ranges;"
                + " no MERGE, whose hazards are known");
        yield "update, then insert";
      }
      case SNAPSHOT_DIFF -> "delete, update, insert by key";
      case REPLACE -> {
        predicate(load);
        yield "delete, then insert";
      }
      case PARTITION_REPLACE -> {
        String column = partitionBy(load, columns.mappings);
        notes.add(
            "publish: rows whose "
                + column
                + " is in the load are deleted and the stage's inserted, under locks; no partition"
                + " is switched unless sink.publish is switch");
        yield "delete by value, then insert";
      }
      case SCD2 -> History.choose(load, existing, columns.columns, notes);
      case CDC_APPLY -> {
        refuseGaps(load);
        notes.add(
            "publish: the last change of each key decides: delete, update, insert by key, under"
                + " locks of keys and ranges");
        yield "apply changes by key";
      }
    };
  }

  /** Name at the target of the column whose values are replaced. */
  static String partitionBy(StreamLoad load, List<ColumnMapping> columns) {
    String column = load.strategy().parameters().getOrDefault("partition_by", "");
    return columns.stream()
        .filter(m -> m.source().equals(column))
        .findFirst()
        .orElseThrow(() ->
            MsCode.COLUMN_NOT_FOUND
                .error("strategy.partition_by names '" + column + "', which is not loaded")
                .at(Place.field(load.stream(), column))
                .build())
        .target();
  }

  /** A change that is left out, or a cell of it, would leave the target wrong without end. */
  private static void refuseGaps(StreamLoad load) {
    if (load.evolution().columns() == DriftPolicy.DISCARD
        || load.evolution().dataTypes() == DriftPolicy.DISCARD) {
      throw Unsupported.what("mssql", "schema_evolution discard with strategy.mode cdc_apply");
    }
  }

  /** The condition of a replace. */
  static String predicate(StreamLoad load) {
    String predicate = load.strategy().parameters().get("where");
    if (predicate == null || predicate.isBlank()) {
      throw MsCode.INVALID_OPTION
          .error("replace needs strategy.where")
          .at(Place.stream(load.stream()))
          .build();
    }
    return SqlText.enclosed(predicate);
  }

  private String fullRefresh(
      StreamLoad load, @Nullable TableInfo existing, ColumnPlanner columns, List<String> notes) {
    if (existing == null) {
      return "insert into a new table";
    }
    if (options.string(SinkOptions.PUBLISH).equals(SinkOptions.SWAP)) {
      List<String> ties = new ArrayList<>(existing.ties());
      for (ColumnInfo column : existing.columns()) {
        if (!column.nullable() || column.computed() || column.identity()) {
          ties.add("what makes the column " + column.name() + " more than a nullable one");
        } else if (columns.columns.stream().noneMatch(c -> c.name().equals(column.name()))) {
          ties.add("the column " + column.name());
        }
      }
      if (!ties.isEmpty()) {
        throw unsupported(
            load, "sink.publish swap would lose what the target has: " + String.join(", ", ties));
      }
      return "swap";
    }
    boolean referenced = existing.ties().contains(TableInfo.REFERENCED);
    notes.add(
        referenced
            ? "publish: delete and insert, since a foreign key refers to the target, which forbids"
                + " TRUNCATE"
            : "publish: truncate and insert in one transaction; readers wait, or see the rows"
                + " before under row versioning");
    return referenced ? "delete, then insert" : "truncate, then insert";
  }

  private static DponeException unsupported(StreamLoad load, String why) {
    return MsCode.OPTION_UNSUPPORTED.error(why).at(Place.stream(load.stream())).build();
  }
}
