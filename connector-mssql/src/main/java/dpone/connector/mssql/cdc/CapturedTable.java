package dpone.connector.mssql.cdc;

import dpone.connector.mssql.catalog.Catalog;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.cdc.SqlLog.Tracked;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.type.MsType;
import dpone.connector.mssql.type.TypeMapper;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table whose changes are followed.
 *
 * @param stream name of the stream
 * @param table what the catalogue says of it
 * @param columns the columns that are read
 * @param key names of the columns that identify a row
 * @param kind which log records it, as {@link LogPosition} names it
 * @param recorded what its newest capture instance records; empty where the user chose columns
 * @param notes what a user should know
 */
record CapturedTable(
    String stream,
    TableInfo table,
    List<ColumnInfo> columns,
    List<String> key,
    String kind,
    List<String> recorded,
    List<String> notes) {
  private static final Set<String> LARGE = Set.of("text", "ntext", "image", "xml", "json");

  CapturedTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    recorded = List.copyOf(recorded);
    notes = List.copyOf(notes);
  }

  /** Asks the catalogue, and refuses what cannot be followed. Changes nothing. */
  static CapturedTable of(
      MsSession session,
      ConnectionSettings settings,
      LogAccess logs,
      StreamSelection selection,
      List<String> wantedKey) {
    String stream = selection.name();
    TableInfo table = table(session, settings, selection);
    Tracked asked = asked(stream, table, wantedKey);
    List<String> key = asked.key();
    String kind = logs.kindOf(asked);
    refuseKey(kind, asked, table);
    List<String> notes = new ArrayList<>();
    List<ColumnInfo> columns = new ArrayList<>();
    boolean all = selection.columns().isEmpty();
    List<String> recorded = List.of();
    try (SqlLog log = logs.open(kind, List.of(asked))) {
      CaptureInstance newest = log.instances(table.name().sql()).getLast();
      recorded = all ? newest.columns() : recorded;
      List<String> names =
          all ? table.columns().stream().map(ColumnInfo::name).toList() : selection.columns();
      for (String name : names) {
        ColumnInfo column =
            table
                .find(name)
                .orElseThrow(() ->
                    MsCode.COLUMN_NOT_FOUND
                        .error("there is no column " + name)
                        .at(Place.field(stream, name))
                        .build());
        String why = missing(column, kind, newest);
        if (why.isEmpty()) {
          check(stream, column);
          columns.add(column);
        } else if (all && !key.contains(name)) {
          notes.add("left out: " + why);
        } else {
          throw unsupported(stream, why);
        }
      }
    }
    for (String part : key) {
      if (columns.stream().noneMatch(c -> c.name().equals(part))) {
        throw MsCode.COLUMN_NOT_FOUND
            .error("the key names no column of the stream: " + part)
            .at(Place.field(stream, part))
            .build();
      }
    }
    notes.add(
        kind.equals(LogPosition.CDC)
            ? "changes by change data capture; its capture job comes some seconds behind, and"
                + " records a place every five minutes where nothing happens"
            : "changes by change tracking: the last state of each row that changed, not every"
                + " change of it");
    return new CapturedTable(stream, table, columns, key, kind, recorded, notes);
  }

  /** A table, if its changes can be followed at all. */
  static TableInfo table(
      MsSession session, ConnectionSettings settings, StreamSelection selection) {
    refuseParts(selection);
    String stream = selection.name();
    TableInfo table = Catalog.require(session, settings.table(stream));
    if (table.view() || table.name().database() != null) {
      throw unsupported(
          stream,
          table.view()
              ? "the changes of a view cannot be followed"
              : "changes are followed in the database of the connection only");
    }
    return table;
  }

  /** All of a table, with the key that was asked for or its own. */
  static Tracked asked(String stream, TableInfo table, List<String> wantedKey) {
    List<String> key = wantedKey.isEmpty() ? table.primaryKey() : wantedKey;
    if (key.isEmpty()) {
      throw MsCode.KEY_MISSING
          .error("the changes of a table without a key cannot be applied")
          .at(Place.stream(stream))
          .build();
    }
    return new Tracked(stream, table.name(), table.columns(), key);
  }

  /** Refuses a key by which a log does not tell rows. */
  static void refuseKey(String kind, Tracked asked, TableInfo table) {
    if (kind.equals(LogPosition.TRACKING)
        && !Set.copyOf(asked.key()).equals(Set.copyOf(table.primaryKey()))) {
      throw unsupported(
          asked.stream(),
          "change tracking tells rows by the primary key ("
              + String.join(", ", table.primaryKey())
              + "), not by "
              + String.join(", ", asked.key()));
    }
  }

  /** Whether change data capture has no value of a column, whatever it records. */
  static boolean isComputed(ColumnInfo column) {
    return column.computed()
        && !column.type().name().equals("timestamp")
        && !column.type().name().equals("rowversion");
  }

  /** Why a log has no values of a column; empty if it has. */
  private static String missing(ColumnInfo column, String kind, CaptureInstance newest) {
    if (kind.equals(LogPosition.TRACKING)) {
      return "";
    }
    if (isComputed(column)) {
      return column.name() + " is computed, and change data capture records no value of it";
    }
    return newest.columns().contains(column.name())
        ? ""
        : "the capture instance " + newest.name() + " does not record " + column.name();
  }

  private static void check(String stream, ColumnInfo column) {
    TypeMapper.Mapping mapping = TypeMapper.map(column.type());
    if (mapping.mapped().isEmpty()) {
      throw MsCode.TYPE_UNMAPPED
          .error("column " + column.name() + " is of the type " + column.type().text())
          .at(Place.field(stream, column.name()))
          .remedy("leave it out with columns")
          .build();
    }
    if (ChangeSchema.isReserved(column.name())) {
      throw unsupported(stream, "the column name " + column.name() + " is reserved for changes");
    }
  }

  private static void refuseParts(StreamSelection selection) {
    String what =
        selection.query() != null ? "a query" : selection.where() != null ? "a where" : null;
    if (what != null) {
      throw unsupported(selection.name(), "changes cannot be followed through " + what);
    }
  }

  private static DponeException unsupported(String stream, String why) {
    return MsCode.OPTION_UNSUPPORTED.error(why).at(Place.stream(stream)).build();
  }

  /** The columns of its changes. */
  Schema schema() {
    List<Field> fields =
        columns.stream()
            .map(c ->
                new Field(
                    c.name(),
                    TypeMapper.map(c.type()).mapped().orElseThrow(),
                    c.nullable(),
                    c.type().text()))
            .toList();
    return ChangeSchema.of(new Schema(fields, key), key);
  }

  /** As a log knows it. */
  Tracked tracked() {
    return new Tracked(stream, table.name(), columns, key);
  }

  /** As a reader knows it. */
  CapturedStream captured() {
    return new CapturedStream(stream, table.name().sql(), schema(), large(), Set.copyOf(recorded));
  }

  /** Change tracking shows whole rows; change data capture leaves large values out. */
  private Set<String> large() {
    return kind.equals(LogPosition.TRACKING)
        ? Set.of()
        : columns.stream()
            .filter(c -> c.type().size() == MsType.MAX || LARGE.contains(c.type().name()))
            .map(ColumnInfo::name)
            .collect(Collectors.toSet());
  }
}
