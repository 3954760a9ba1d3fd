package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.ChangeLog;
import dpone.connector.clickhouse.publish.Choice;
import dpone.connector.clickhouse.publish.Mode;
import dpone.connector.clickhouse.publish.Modes;
import dpone.connector.clickhouse.publish.PlannedStream;
import dpone.connector.clickhouse.publish.Situation;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.ColumnPlanner;
import dpone.connector.clickhouse.target.NewTable;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.Unsupported;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans a load from the request and the target's catalogue; changes nothing. */
final class LoadPlanner {
  private final Server server;
  private final Options options;
  private final boolean followed;

  LoadPlanner(Server server, Options options, LoadRequest request) {
    this.server = server;
    this.options = options;
    this.followed = request.scope().equals(LoadRequest.CHANGES);
  }

  private boolean logs(StreamLoad load) {
    return ChangeLog.takes(load.strategy().mode(), followed, options);
  }

  /** The table that is published to: the target, or the log that it is a view of. */
  TableName published(StreamLoad load) {
    TableName target = server.settings().table(load.target());
    return logs(load) ? ChangeLog.of(target) : target;
  }

  PlannedStream plan(StreamLoad load) {
    boolean logs = logs(load);
    Mode mode = logs ? Modes.logged(load.strategy().mode()) : Modes.of(load.strategy().mode());
    for (String parameter : load.strategy().parameters().keySet()) {
      if (!mode.parameters().contains(parameter)) {
        throw Unsupported.what(
            "clickhouse", "the parameter " + parameter + " of strategy.mode " + mode.mode().text());
      }
    }
    List<String> key = mode.key(load);
    TableName shown = server.settings().table(load.target());
    TableName target = published(load);
    Rights.require(server, load, target, stageDatabase(target));
    TargetTable view = logs ? TargetTable.read(server, shown).orElse(null) : null;
    TargetTable existing = TargetTable.read(server, target).orElse(null);
    if (existing == null) {
      createPolicy(load, target);
    } else {
      Fitness.require(load, existing, options.string(SinkOptions.DEPENDENT_VIEWS));
    }
    if (logs) {
      ChangeLog.require(load, shown, view, existing);
    }
    NewTable asked =
        new NewTable(
            options.string(SinkOptions.ENGINE),
            options.strings(SinkOptions.ORDER_BY),
            options.findString(SinkOptions.PARTITION_BY).orElse(""),
            options.map(SinkOptions.CODECS),
            options.findString(SinkOptions.TTL).orElse(""),
            options.map(SinkOptions.SETTINGS),
            cluster());
    NewTable fresh = logs ? ChangeLog.table(asked, key, load) : asked;
    ColumnPlanner planner =
        new ColumnPlanner(
            load,
            target,
            existing,
            key,
            fresh.used(load.schema().names(), key),
            java.util.Set.copyOf(options.strings(SinkOptions.LOW_CARDINALITY)));
    List<PlannedColumn> published = new ArrayList<>();
    for (Field field : load.schema().fields()) {
      published.add(
          mode.mode() == LoadMode.CDC_APPLY && ChangeSchema.isReserved(field.name())
              ? planner.stagedOnly(field)
              : planner.plan(field));
    }
    List<PlannedColumn> columns =
        mode.mode() == LoadMode.CDC_APPLY
            ? published.stream().map(Modes::staged).toList()
            : published;
    List<Mode.OwnColumn> own = mode.ownColumns(load);
    List<String> notes =
        new ArrayList<>(
            planner.checkAbsent(
                own.stream().map(Mode.OwnColumn::name).collect(Collectors.toSet())));
    Choice choice =
        mode.choose(new Situation(server, options, load, target, existing, columns, key));
    if (existing != null && existing.replicated() && choice.publisher().deletesByStage()) {
      throw ChCode.TARGET_REPLICATED
          .error(
              "strategy.mode "
                  + mode.mode().text()
                  + " deletes rows by the stage, which the replicas of "
                  + target
                  + " do not have")
          .at(Place.stream(load.stream()))
          .remedy(
              "load a MergeTree, or use full_refresh, incremental_append, replace or a merge by"
                  + " shadow_swap")
          .build();
    }
    notes.addAll(choice.notes());
    WireFormat wire = lane(load, columns, notes);
    if (existing != null && !planner.alters().isEmpty()) {
      notes.add("changes of columns are made on the table that takes the target's place");
    }
    return new PlannedStream(
        load.stream(),
        shown,
        target,
        existing,
        columns,
        key,
        existing == null
            ? fresh.create(
                target,
                published,
                own.stream().map(o -> Sql.name(o.name()) + " " + o.type()).toList(),
                key)
            : "",
        existing == null ? fresh.layout(key) : NewTable.layout(existing),
        planner.alters().stream().map(PlannedStream.Alter::new).toList(),
        choice.publisher(),
        wire,
        cluster(),
        logs
            ? ChangeLog.view(
                shown,
                view,
                ChangeLog.shown(existing, published),
                key,
                cluster(),
                !planner.alters().isEmpty())
            : List.of(),
        notes);
  }

  /**
   * Native blocks are read by the server in a third of the time that text takes, which outweighs
   * that they have to be decoded and encoded here: text passes only where the manifest says so.
   */
  private @Nullable WireFormat lane(
      StreamLoad load, List<PlannedColumn> columns, List<String> notes) {
    String asked = options.string(SinkOptions.LANE);
    String compressed = server.settings().compresses() ? " compressed with LZ4" : "";
    String blocks = "lane: columns, as Native blocks" + compressed;
    if (!asked.equals("tsv")) {
      notes.add(blocks + (asked.equals("auto") ? ", which the server reads fastest" : ""));
      return null;
    }
    String why = "the source offers no " + TsvLane.FORMAT;
    for (WireFormat offered : load.offered()) {
      if (offered.name().equals(TsvLane.FORMAT)) {
        List<String> objections = TsvLane.objections(offered, columns);
        if (objections.isEmpty()) {
          notes.add("lane: lines of COPY text, undecoded, as TabSeparated" + compressed);
          return offered;
        }
        why = String.join(", ", objections);
      }
    }
    notes.add(blocks + ", and not tsv: " + why);
    return null;
  }

  private String cluster() {
    return options.findString(SinkOptions.CLUSTER).orElse("");
  }

  String stageDatabase(TableName target) {
    return options.findString(SinkOptions.STAGE_DATABASE).orElse(target.database());
  }

  private static void createPolicy(StreamLoad load, TableName target) {
    if (load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw ChCode.TABLE_NOT_FOUND
          .error("the target " + target + " does not exist")
          .at(Place.stream(load.stream()))
          .remedy("create it, or set schema_evolution.tables to evolve")
          .build();
    }
  }
}
