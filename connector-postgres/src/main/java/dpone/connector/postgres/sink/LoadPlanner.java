package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.RowEncoder;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Choice;
import dpone.connector.postgres.publish.Mode;
import dpone.connector.postgres.publish.Modes;
import dpone.connector.postgres.publish.PlannedColumn;
import dpone.connector.postgres.publish.PlannedStream;
import dpone.connector.postgres.publish.Situation;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.spi.Unsupported;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans a load from the request and the target's catalogue; changes nothing. */
final class LoadPlanner {
  private final PgSession session;
  private final ConnectionSettings settings;
  private final Options options;

  LoadPlanner(PgSession session, ConnectionSettings settings, Options options) {
    this.session = session;
    this.settings = settings;
    this.options = options;
  }

  PlannedStream plan(StreamLoad load) {
    Mode mode = Modes.of(load.strategy().mode());
    for (String parameter : load.strategy().parameters().keySet()) {
      if (!mode.parameters().contains(parameter)) {
        throw Unsupported.what(
            "postgres", "the parameter " + parameter + " of strategy.mode " + mode.mode().text());
      }
    }
    List<String> key = mode.key(load);
    TableName target = settings.table(load.target());
    TargetTable existing = TargetTable.read(session, target).orElse(null);
    List<String> notes = new ArrayList<>();
    List<String> ddl = new ArrayList<>();
    if (existing == null) {
      createPolicy(load, target, ddl);
    } else if (existing.relation().kind() != 'r' && existing.relation().kind() != 'p') {
      throw PgCode.TARGET_NOT_TABLE
          .error(target + " is not a table")
          .at(Place.stream(load.stream()))
          .build();
    }
    ColumnPlanner planner = new ColumnPlanner(load, target, existing, key);
    List<PlannedColumn> columns = new ArrayList<>();
    NativeTypePlanner.Resolved types = NativeTypePlanner.resolve(session, load, existing);
    List<Optional<PgType>> spelled = types.spelled();
    for (int i = 0; i < load.schema().size(); i++) {
      Field field = load.schema().fields().get(i);
      columns.add(
          mode.mode() == LoadMode.CDC_APPLY && ChangeSchema.isReserved(field.name())
              ? planner.stagedOnly(field, spelled.get(i))
              : planner.plan(field, spelled.get(i)));
    }
    ddl.addAll(planner.ddl());
    notes.addAll(planner.checkAbsent(mode.ownColumns(load)));
    WireFormat wire = lane(load, columns, spelled, notes);
    Situation situation =
        new Situation(session, options, load, target, existing, columns, key, planner.ddl());
    if (existing == null) {
      ddl.addAll(mode.createTarget(situation));
    }
    Choice choice = mode.choose(situation);
    notes.addAll(choice.notes());
    if (existing != null && !choice.publisher().text().equals("swap")) {
      RetypeCheck.refuseUsed(session, load, existing, planner.retyped());
    }
    return new PlannedStream(
        load.stream(),
        target,
        existing,
        columns,
        key,
        types.ddl(),
        ddl,
        choice.publisher(),
        wire,
        notes);
  }

  private void createPolicy(StreamLoad load, TableName target, List<String> ddl) {
    if (load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw PgCode.TABLE_NOT_FOUND
          .error("the target " + target + " does not exist")
          .at(Place.stream(load.stream()))
          .remedy("create it, or set schema_evolution.tables to evolve")
          .build();
    }
    if (session
        .query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", row -> 1, target.schema())
        .isEmpty()) {
      ddl.add("CREATE SCHEMA IF NOT EXISTS " + Sql.name(target.schema()));
    }
  }

  /** Chooses the lane, and with it the types of the stage. */
  private @Nullable WireFormat lane(
      StreamLoad load,
      List<PlannedColumn> columns,
      List<Optional<PgType>> spelled,
      List<String> notes) {
    boolean decoded = options.string(SinkOptions.LANE).equals(SinkOptions.COLUMNS);
    WireStage wire = new WireStage(load, columns, spelled);
    for (WireFormat offered : decoded ? List.<WireFormat>of() : load.offered()) {
      List<PlannedColumn> staged = wire.take(offered).orElse(null);
      if (staged != null) {
        columns.clear();
        columns.addAll(staged);
        notes.addAll(wire.notes());
        return offered;
      }
    }
    columns.replaceAll(column -> column.staged(encodable(load, column)));
    notes.add(
        decoded
            ? "lane: columns, as the manifest says"
            : load.offered().isEmpty()
                ? "lane: columns, since the source offers no " + Wire.FORMAT
                : "lane: columns, since this database lacks a binary form that the source sends");
    return null;
  }

  private static PgType encodable(StreamLoad load, PlannedColumn column) {
    if (!column.narrows() && RowEncoder.canEncode(column.source().type(), column.target())) {
      return column.target();
    }
    return NaturalType.of(column.source().type())
        .filter(type -> RowEncoder.canEncode(column.source().type(), type))
        .orElseThrow(() ->
            PgCode.TYPE_UNMAPPED
                .error("no encoding of " + column.source().type().text())
                .at(Place.field(load.stream(), column.name()))
                .build());
  }
}
