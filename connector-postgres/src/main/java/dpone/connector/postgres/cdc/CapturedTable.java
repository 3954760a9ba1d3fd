package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Nearest;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.NativeType;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changes are captured.
 *
 * @param stream its name in the manifest
 * @param relation the table
 * @param attributes every column there ever was, by number
 * @param columns the columns that are captured
 * @param key names of the columns that identify a row
 * @param notes what a user should know
 */
record CapturedTable(
    String stream,
    Relation relation,
    List<Attribute> attributes,
    List<ColumnInfo> columns,
    List<String> key,
    List<String> notes) {
  private static final String ATTRIBUTES =
      """
      SELECT attnum, attname, atttypid, atttypmod, attisdropped, attgenerated <> ''
      FROM pg_catalog.pg_attribute WHERE attrelid = ? AND attnum > 0 ORDER BY attnum
      """;

  CapturedTable {
    attributes = List.copyOf(attributes);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    notes = List.copyOf(notes);
  }

  /** Asks the catalogue, and refuses what cannot be captured. */
  static CapturedTable of(
      PgSession session,
      ConnectionSettings settings,
      StreamSelection selection,
      List<String> wantedKey) {
    String stream = selection.name();
    CapturedTable whole = unkeyed(session, settings, selection);
    Relation relation = whole.relation();
    List<ColumnInfo> columns = whole.columns();
    List<String> notes = new ArrayList<>(whole.notes());
    List<String> key = wantedKey.isEmpty() ? relation.primaryKey() : wantedKey;
    if (key.isEmpty()) {
      throw PgCode.KEY_MISSING
          .error("the changes of a table without a key cannot be applied")
          .at(Place.stream(stream))
          .build();
    }
    for (String part : key) {
      if (columns.stream().noneMatch(c -> c.name().equals(part))) {
        throw PgCode.COLUMN_NOT_FOUND
            .error("the key names no column of the stream: " + part)
            .at(Place.field(stream, part))
            .build();
      }
    }
    for (ColumnInfo column : columns) {
      if (ChangeSchema.isReserved(column.name())) {
        throw PgCode.CDC_UNSUPPORTED
            .error("the column name " + column.name() + " is reserved for changes")
            .at(Place.field(stream, column.name()))
            .remedy("rename the column, or leave it out with columns")
            .build();
      }
    }
    ReplicaIdentity.check(session, stream, relation, key, notes);
    notes.add("values that an ALTER TABLE gives to rows that exist are not in the log");
    return new CapturedTable(stream, relation, whole.attributes(), columns, key, notes);
  }

  /** The same of a table whose changes are not asked for yet. */
  static CapturedTable unkeyed(
      PgSession session, ConnectionSettings settings, StreamSelection selection) {
    refuseParts(selection);
    Relation relation = Catalog.require(session, settings.table(selection.name()));
    List<String> notes = new ArrayList<>();
    List<ColumnInfo> columns = columns(selection, relation, notes);
    return new CapturedTable(
        selection.name(), relation, attributes(session, relation.oid()), columns, List.of(), notes);
  }

  private static void refuseParts(StreamSelection selection) {
    String what =
        selection.query() != null ? "a query" : selection.where() != null ? "a where" : null;
    if (what != null) {
      throw PgCode.CDC_UNSUPPORTED
          .error("changes cannot be captured through " + what)
          .at(Place.stream(selection.name()))
          .remedy("remove it, or use another strategy.mode")
          .build();
    }
  }

  private static List<ColumnInfo> columns(
      StreamSelection selection, Relation relation, List<String> notes) {
    List<ColumnInfo> columns = new ArrayList<>();
    if (selection.columns().isEmpty()) {
      for (ColumnInfo column : relation.columns()) {
        if (column.generated()) {
          notes.add(column.name() + " is generated, and generated columns are not captured");
        } else {
          columns.add(column);
        }
      }
      return columns;
    }
    for (String name : selection.columns()) {
      ColumnInfo column =
          relation.column(name).orElseThrow(() -> unknown(selection, relation, name));
      if (column.generated()) {
        throw PgCode.CDC_UNSUPPORTED
            .error("the column " + name + " is generated, and generated columns are not captured")
            .at(Place.field(selection.name(), name))
            .remedy("take it out of columns")
            .build();
      }
      columns.add(column);
    }
    return columns;
  }

  private static DponeException unknown(StreamSelection selection, Relation relation, String name) {
    return PgCode.COLUMN_NOT_FOUND
        .error("there is no column " + name)
        .at(Place.field(selection.name(), name))
        .remedy(Nearest.remedy(name, relation.columnNames(), PgCode.COLUMN_NOT_FOUND.remedy()))
        .build();
  }

  /** Every column a table ever had. */
  static List<Attribute> attributes(PgSession session, long oid) {
    return session.query(
        ATTRIBUTES,
        row ->
            new Attribute(
                row.getInt(1),
                row.getString(2),
                row.getLong(3),
                row.getInt(4),
                row.getBoolean(5),
                row.getBoolean(6)),
        oid);
  }

  /** The columns that are there now and are sent. */
  List<Attribute> live() {
    return attributes.stream().filter(a -> !a.dropped() && !a.generated()).toList();
  }

  /** The attribute of a captured column. */
  Attribute attribute(ColumnInfo column) {
    return attributes.stream()
        .filter(a -> !a.dropped() && a.name().equals(column.name()))
        .findFirst()
        .orElseThrow();
  }

  /** The columns of its changes. */
  Schema schema() {
    List<Field> fields =
        columns.stream()
            .map(c ->
                new Field(c.name(), TypeMapper.map(c.type()).type(), !c.notNull(), c.type().text()))
            .toList();
    List<NativeType> types =
        columns.stream().flatMap(c -> c.definitions().stream()).distinct().toList();
    return ChangeSchema.of(new Schema(fields, key, types), key);
  }

  /** The wire format of its changes, or null if a column has no binary form. */
  @Nullable WireFormat wireFormat() {
    List<String> shapes = new ArrayList<>(List.of("int2", "int8", "bytea"));
    columns.forEach(c -> shapes.add(c.type().shape()));
    key.forEach(k -> shapes.add(column(k).type().shape()));
    return shapes.contains("") ? null : new WireFormat(Wire.FORMAT, Wire.layout(shapes));
  }

  ColumnInfo column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
