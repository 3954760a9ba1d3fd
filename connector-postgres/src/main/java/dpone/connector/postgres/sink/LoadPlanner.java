package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.RowEncoder;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.payload.Json;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.spi.Unsupported;
import dpone.spi.batch.WireFormat;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans a load from the request and the target's catalogue; changes nothing. */
final class LoadPlanner {
  static final Set<LoadMode> MODES =
      Set.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE);

  private final PgSession session;
  private final ConnectionSettings settings;
  private final String publishOption;

  LoadPlanner(PgSession session, ConnectionSettings settings, Options options) {
    this.session = session;
    this.settings = settings;
    this.publishOption = options.string(SinkOptions.PUBLISH);
  }

  PlannedStream plan(StreamLoad load) {
    LoadMode mode = load.strategy().mode();
    if (!MODES.contains(mode)) {
      throw Unsupported.what("postgres", "strategy.mode " + mode.text());
    }
    for (String parameter : load.strategy().parameters().keySet()) {
      throw Unsupported.what(
          "postgres", "the parameter " + parameter + " of strategy.mode " + mode.text());
    }
    List<String> key = key(load);
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
    List<Optional<PgType>> spelled = spelled(load);
    for (int i = 0; i < load.schema().size(); i++) {
      columns.add(planner.plan(load.schema().fields().get(i), spelled.get(i)));
    }
    ddl.addAll(planner.ddl());
    notes.addAll(planner.checkAbsent());
    WireFormat wire = lane(load, columns, spelled, notes);
    if (existing == null) {
      ddl.add(StageSql.createTarget(target, columns, key));
    }
    Publish publish = publish(load, existing, columns, key, planner.ddl(), notes);
    return new PlannedStream(
        load.stream(), target, existing, columns, key, ddl, publish, wire, notes);
  }

  private static List<String> key(StreamLoad load) {
    List<String> key = load.strategy().uniqueKey();
    if (load.strategy().mode() == LoadMode.INCREMENTAL_MERGE && key.isEmpty()) {
      throw PgCode.KEY_MISSING
          .error("incremental_merge needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    for (String column : key) {
      if (load.schema().find(column).isEmpty()) {
        throw PgCode.KEY_MISSING
            .error("the unique key names " + column + ", which the stream lacks")
            .at(Place.field(load.stream(), column))
            .remedy("name columns of the stream in strategy.unique_key")
            .build();
      }
    }
    if (load.strategy().mode() == LoadMode.FULL_REFRESH) {
      return key.isEmpty() ? load.schema().key() : key;
    }
    // Appended rows may repeat a key of the source: they are versions.
    return load.strategy().mode() == LoadMode.INCREMENTAL_MERGE ? key : List.of();
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

  /** Only a PostgreSQL source's spelling can be trusted to mean the same here. */
  private List<Optional<PgType>> spelled(StreamLoad load) {
    if (!load.connector().equals(Json.CONNECTOR)) {
      return Collections.nCopies(load.schema().size(), Optional.empty());
    }
    return Catalog.types(session, load.schema().fields().stream().map(Field::nativeType).toList());
  }

  private static @Nullable WireFormat offer(StreamLoad load) {
    return load.offered().stream()
        .filter(f -> f.name().equals(Wire.FORMAT))
        .findFirst()
        .orElse(null);
  }

  /** Chooses the lane, and with it the types of the stage. */
  private static @Nullable WireFormat lane(
      StreamLoad load,
      List<PlannedColumn> columns,
      List<Optional<PgType>> spelled,
      List<String> notes) {
    WireFormat offered = offer(load);
    if (offered != null) {
      List<PlannedColumn> staged = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        PlannedColumn column = columns.get(i);
        PgType own = spelled.get(i).orElse(column.target());
        staged.add(
            column.staged(own.shape().equals(column.target().shape()) ? column.target() : own));
      }
      List<String> shapes = staged.stream().map(c -> c.stage().shape()).toList();
      if (Wire.layout(shapes).equals(offered.layout())) {
        columns.clear();
        columns.addAll(staged);
        notes.add("lane: wire, rows pass undecoded, since both ends have the same binary forms");
        return offered;
      }
    }
    columns.replaceAll(column -> column.staged(encodable(load, column)));
    notes.add(
        offered == null
            ? "lane: columns, since the source offers no " + Wire.FORMAT
            : "lane: columns, since this database lacks a binary form that the source sends");
    return null;
  }

  private static PgType encodable(StreamLoad load, PlannedColumn column) {
    if (RowEncoder.canEncode(column.source().type(), column.target())) {
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

  private Publish publish(
      StreamLoad load,
      @Nullable TargetTable existing,
      List<PlannedColumn> columns,
      List<String> key,
      List<String> alters,
      List<String> notes) {
    if (load.strategy().mode() == LoadMode.FULL_REFRESH) {
      return refresh(load, existing, columns, alters, notes);
    }
    if (load.strategy().mode() == LoadMode.INCREMENTAL_APPEND) {
      notes.add("publish: the stage's rows are inserted in one transaction");
      return Publish.INSERT;
    }
    boolean arbiter = existing == null || existing.uniqueKeys().contains(Set.copyOf(key));
    notes.add(
        arbiter
            ? "publish: insert on conflict, since a unique index covers the key"
            : "publish: update then insert with other writers locked out, since no unique index"
                + " covers the key");
    return arbiter ? Publish.ON_CONFLICT : Publish.UPDATE_INSERT;
  }

  private Publish refresh(
      StreamLoad load,
      @Nullable TargetTable existing,
      List<PlannedColumn> columns,
      List<String> alters,
      List<String> notes) {
    List<String> against = new ArrayList<>();
    if (existing != null) {
      against.addAll(existing.attachments());
      if (existing.relation().columns().stream().anyMatch(c -> c.generated())) {
        against.add("a generated column");
      }
    }
    if (!alters.isEmpty()) {
      against.add("a change of its columns");
    }
    if (columns.stream().anyMatch(c -> !c.published())) {
      against.add("columns that are left out");
    }
    if (columns.stream().anyMatch(PlannedColumn::isCast)) {
      against.add("columns that need a cast");
    }
    if (publishOption.equals("swap") && !against.isEmpty()) {
      throw PgCode.INVALID_OPTION
          .error("publish swap would lose or cannot do: " + String.join(", ", against))
          .at(Place.stream(load.stream()))
          .remedy("set sink.publish to auto or truncate_insert")
          .build();
    }
    if (!publishOption.equals("truncate_insert") && against.isEmpty()) {
      notes.add(
          existing == null
              ? "publish: the stage becomes the target, which does not exist yet"
              : "publish: swap, since nothing hangs on the target that it would lose");
      return Publish.SWAP;
    }
    if (existing != null && existing.referenced()) {
      throw PgCode.TARGET_REFERENCED
          .error("other tables refer to " + load.target() + " by foreign keys")
          .at(Place.stream(load.stream()))
          .build();
    }
    notes.add(
        against.isEmpty()
            ? "publish: truncate and insert in one transaction, as the manifest says"
            : "publish: truncate and insert in one transaction, since a swap would lose or cannot"
                + " do: "
                + String.join(", ", against));
    return Publish.TRUNCATE_INSERT;
  }
}
