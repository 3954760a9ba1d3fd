package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.sink.Planned.Replacing;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.table.TableSql;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.Kind;
import dpone.spi.Unsupported;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans a load from the request and what is there; changes nothing. */
final class LoadPlanner {
  private static final Map<LoadMode, Set<String>> PARAMETERS =
      Map.of(
          LoadMode.FULL_REFRESH, Set.of(),
          LoadMode.INCREMENTAL_APPEND, Set.of(),
          LoadMode.INCREMENTAL_MERGE, Set.of(),
          LoadMode.BACKFILL, Set.of("chunk_rows"),
          LoadMode.REPLACE, Set.of("where"),
          LoadMode.PARTITION_REPLACE, Set.of("partition_by"),
          LoadMode.SNAPSHOT_DIFF, Set.of("max_delete_ratio", "allow_empty"),
          LoadMode.SCD2,
              Set.of("valid_from", "valid_to", "is_current", "tracked_columns", "close_missing"),
          LoadMode.CDC_APPLY, Set.of());

  private static final Set<LoadMode> KEYED =
      Set.of(
          LoadMode.INCREMENTAL_MERGE,
          LoadMode.BACKFILL,
          LoadMode.SNAPSHOT_DIFF,
          LoadMode.SCD2,
          LoadMode.CDC_APPLY);

  private final Tables tables;
  private final Settings connection;
  private final SinkSettings settings;

  LoadPlanner(Tables tables, Settings connection, SinkSettings settings) {
    this.tables = tables;
    this.connection = connection;
    this.settings = settings;
  }

  static Set<LoadMode> modes() {
    return PARAMETERS.keySet();
  }

  Planned plan(StreamLoad load) {
    LoadMode mode = load.strategy().mode();
    Set<String> known = PARAMETERS.getOrDefault(mode, Set.of());
    for (String parameter : load.strategy().parameters().keySet()) {
      if (!known.contains(parameter)) {
        throw Unsupported.what(
            "bigquery", "the parameter " + parameter + " of strategy.mode " + mode.text());
      }
    }
    if (load.evolution().dataTypes() == DriftPolicy.DISCARD) {
      throw Unsupported.what("bigquery", "schema_evolution.data_types discard");
    }
    List<String> key = key(load);
    Limits.columns(load.stream(), load.schema().size());
    refuseDoubled(load);
    TableName target = connection.table(load.target());
    Target existing = tables.find(target).map(table -> Target.of(target, table)).orElse(null);
    if (existing == null && load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw BqCode.TABLE_NOT_FOUND
          .error("the target " + target + " does not exist")
          .at(Place.stream(load.stream()))
          .build();
    }
    ColumnPlanner columns =
        new ColumnPlanner(load, target, existing, key, settings.natural(), settings.fileFormat());
    boolean ofChanges = mode == LoadMode.CDC_APPLY;
    for (int i = 0; i < load.schema().size(); i++) {
      Field field = load.schema().fields().get(i);
      if (ofChanges && ChangeSchema.isReserved(field.name())) {
        columns.stageOnly(field);
      } else {
        columns.plan(field, i, ofChanges);
      }
    }
    Set<String> own = mode == LoadMode.SCD2 ? Set.copyOf(validity(load)) : Set.of();
    columns.absent(own);
    List<String> notes = new ArrayList<>(columns.notes);
    String publish = publish(load, columns, notes);
    checkHistory(load, existing, own);
    Replacing replacing = replacing(load, existing, columns);
    checkWay(mode, target, existing, replacing);
    List<String> ddl = ddl(load, target, existing, columns, key);
    notes.add(
        settings.byStreams()
            ? "lane: pending streams of the Storage Write API, committed together"
            : "lane: "
                + (settings.fileFormat() == FileFormat.PARQUET ? "Parquet" : "Avro")
                + (settings.byBucket()
                    ? " in gs://" + settings.stageBucket() + ", by one load job"
                    : " by load jobs")
                + (settings.compression().equals("none") ? "" : ", " + settings.compression()));
    return new Planned(
        load,
        new StreamPlan(
            load.stream(), target.toString(), columns.mappings, ddl, publish, null, notes),
        target,
        List.copyOf(columns.encoded),
        List.copyOf(columns.published),
        key,
        replacing,
        settings.byCopy(),
        settings.fileFormat());
  }

  private @Nullable Replacing replacing(
      StreamLoad load, @Nullable Target existing, ColumnPlanner columns) {
    if (load.strategy().mode() != LoadMode.PARTITION_REPLACE) {
      return null;
    }
    String column = load.strategy().parameters().getOrDefault("partition_by", "");
    String type =
        columns.mappings.stream()
            .filter(m -> m.target().equals(column))
            .findFirst()
            .map(ColumnMapping::targetType)
            .orElse("");
    String by = existing == null ? settings.partitionBy() : existing.partitionedBy();
    String unit =
        existing == null
            ? settings.partitionType().toUpperCase(Locale.ROOT)
            : existing.partitionUnit();
    return new Replacing(column, type, by.equalsIgnoreCase(column) ? unit : "");
  }

  private void checkWay(
      LoadMode mode, TableName target, @Nullable Target existing, @Nullable Replacing replacing) {
    boolean ofPartitions = replacing != null && !replacing.unit().isEmpty();
    if (settings.byCopy()) {
      if (mode != LoadMode.FULL_REFRESH && mode != LoadMode.PARTITION_REPLACE) {
        throw Unsupported.what(
            "bigquery",
            "sink.publish copy with strategy.mode " + mode.text(),
            "a copy job overwrites a whole table or a whole partition");
      }
      if (replacing != null && !ofPartitions) {
        throw Unsupported.what(
            "bigquery",
            "sink.publish copy into " + target,
            "the table is not partitioned by " + replacing.column());
      }
    } else if (existing != null
        && existing.filtered()
        && mode != LoadMode.INCREMENTAL_APPEND
        && !ofPartitions) {
      throw Unsupported.what(
          "bigquery",
          "strategy.mode " + mode.text() + " into " + target,
          "queries of the table have to name partitions (require_partition_filter)");
    }
  }

  private static List<String> key(StreamLoad load) {
    List<String> key = load.strategy().uniqueKey();
    if (key.isEmpty() && KEYED.contains(load.strategy().mode())) {
      throw BqCode.KEY_MISSING
          .error(load.strategy().mode().text() + " needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    for (String column : key) {
      if (load.schema().find(column).isEmpty()) {
        throw BqCode.KEY_MISSING
            .error("the unique key names " + column + ", which the stream lacks")
            .at(Place.field(load.stream(), column))
            .build();
      }
    }
    return key;
  }

  private static void refuseDoubled(StreamLoad load) {
    Set<String> names = new HashSet<>();
    for (String name : load.schema().names()) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw BqCode.COLUMN_NAME
            .error("BigQuery does not tell " + name + " from another column by the case of letters")
            .at(Place.field(load.stream(), name))
            .build();
      }
    }
  }

  static List<String> validity(StreamLoad load) {
    Map<String, String> given = load.strategy().parameters();
    return List.of(
        given.getOrDefault("valid_from", "valid_from"),
        given.getOrDefault("valid_to", "valid_to"),
        given.getOrDefault("is_current", "is_current"));
  }

  private static void checkHistory(StreamLoad load, @Nullable Target existing, Set<String> own) {
    for (String name : own) {
      if (load.schema().find(name).isPresent()
          || (existing != null && existing.column(name).isEmpty())) {
        throw BqCode.HISTORY_COLUMNS
            .error(
                existing == null || load.schema().find(name).isPresent()
                    ? "the stream has a column " + name + " of its own"
                    : "the target has no column " + name)
            .at(Place.field(load.stream(), name))
            .build();
      }
    }
  }

  private String publish(StreamLoad load, ColumnPlanner columns, List<String> notes) {
    Map<String, String> given = load.strategy().parameters();
    notes.add(
        settings.byCopy()
            ? "publish: copy jobs, which are not billed and keep the grants of the table; targets"
                + " and partitions change one after the other, and a run that ends in between is"
                + " completed by the next one"
            : "publish: one transaction with the record of the load; other transactions that"
                + " change the target meanwhile are refused by BigQuery");
    return switch (load.strategy().mode()) {
      case REPLACE -> {
        String where = given.getOrDefault("where", "");
        if (where.isBlank()) {
          throw BqCode.INVALID_OPTION
              .error("replace needs strategy.where")
              .at(Place.stream(load.stream()))
              .remedy("write a condition in GoogleSQL")
              .build();
        }
        notes.add("rows where " + where.strip() + " are replaced");
        yield "delete, insert";
      }
      case PARTITION_REPLACE -> {
        String column = given.getOrDefault("partition_by", "");
        if (columns.published.stream().noneMatch(c -> c.name().equals(column))) {
          throw BqCode.COLUMN_NOT_FOUND
              .error("strategy.partition_by names " + column + ", which is not loaded")
              .at(Place.field(load.stream(), column))
              .build();
        }
        notes.add(
            settings.byCopy()
                ? "whole partitions of " + column + " are replaced, those that the load has rows of"
                : "rows whose " + column + " is in the load are replaced");
        yield settings.byCopy() ? "copy partitions" : "delete, insert";
      }
      case SNAPSHOT_DIFF -> {
        notes.add(
            "guard: more than " + ratio(load) + " of the target's rows missing fails the load");
        yield "merge with delete";
      }
      case SCD2 -> {
        for (String name : given.getOrDefault("tracked_columns", "").lines().toList()) {
          if (columns.published.stream().noneMatch(c -> c.name().equals(name))) {
            throw BqCode.COLUMN_NOT_FOUND
                .error("strategy.tracked_columns names " + name + ", which is not loaded")
                .at(Place.field(load.stream(), name))
                .build();
          }
        }
        yield "close and open versions";
      }
      case CDC_APPLY -> {
        notes.add("the last change of each key decides");
        yield "merge changes";
      }
      case FULL_REFRESH -> settings.byCopy() ? "copy" : "truncate, insert";
      case INCREMENTAL_APPEND -> "insert";
      case INCREMENTAL_MERGE, BACKFILL -> "merge";
    };
  }

  static String ratio(StreamLoad load) {
    String text = load.strategy().parameters().getOrDefault("max_delete_ratio", "0.05");
    try {
      BigDecimal ratio = new BigDecimal(text.strip());
      if (ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0 && ratio.scale() <= 9) {
        return ratio.stripTrailingZeros().toPlainString();
      }
    } catch (NumberFormatException notANumber) {
      // Told below, together with numbers out of range.
    }
    throw BqCode.INVALID_OPTION
        .error("strategy.max_delete_ratio must be a number from 0 to 1, not " + text)
        .at(Place.stream(load.stream()))
        .build();
  }

  private List<String> ddl(
      StreamLoad load,
      TableName target,
      @Nullable Target existing,
      ColumnPlanner columns,
      List<String> key) {
    if (existing != null) {
      return List.copyOf(columns.alters);
    }
    List<BqField> fields = new ArrayList<>(columns.fresh);
    if (load.strategy().mode() == LoadMode.SCD2) {
      List<String> validity = validity(load);
      fields.add(new BqField(validity.get(0), BqType.of(Kind.TIMESTAMP), true));
      fields.add(new BqField(validity.get(1), BqType.of(Kind.TIMESTAMP), false));
      fields.add(new BqField(validity.get(2), BqType.of(Kind.BOOL), true));
    }
    checkPartition(load, fields);
    TableSql sql =
        new TableSql(
            settings.partitionBy(),
            settings.partitionType(),
            settings.partitionHours(),
            settings.requirePartitionFilter(),
            clusters(load, fields, key),
            settings.labels(),
            settings.kmsKey());
    return List.of(sql.create(target, fields));
  }

  private void checkPartition(StreamLoad load, List<BqField> fields) {
    String by = settings.partitionBy();
    if (by.isEmpty()) {
      return;
    }
    Kind kind =
        fields.stream()
            .filter(f -> f.name().equals(by))
            .findFirst()
            .map(f -> f.type().kind())
            .orElse(null);
    boolean fits =
        kind == Kind.TIMESTAMP
            || kind == Kind.DATETIME
            || (kind == Kind.DATE && !settings.partitionType().equals("hour"));
    if (!fits) {
      throw BqCode.COLUMN_NOT_FOUND
          .error(
              "sink.partition_by names "
                  + by
                  + ", which is "
                  + (kind == null ? "not loaded" : kind + " and has no partitions of that size"))
          .at(Place.field(load.stream(), by))
          .build();
    }
  }

  private List<String> clusters(StreamLoad load, List<BqField> fields, List<String> key) {
    if (settings.clusterBy().isEmpty()) {
      return key.stream()
          .filter(name -> fields.stream().anyMatch(f -> f.name().equals(name) && clusters(f)))
          .limit(4)
          .toList();
    }
    for (String name : settings.clusterBy()) {
      if (fields.stream().noneMatch(f -> f.name().equals(name) && clusters(f))) {
        throw BqCode.COLUMN_NOT_FOUND
            .error("sink.cluster_by names " + name + ", by which a table cannot be clustered")
            .at(Place.field(load.stream(), name))
            .build();
      }
    }
    return settings.clusterBy();
  }

  private static boolean clusters(BqField field) {
    return field.type().kind().clusters();
  }
}
