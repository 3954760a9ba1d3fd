package dpone.connector.mssql.cdc;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.source.RawSelect;
import dpone.connector.mssql.source.RowDecoder;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.TypeMapper;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What both logs of a server have in common: questions over a session each, and columns as plain
 * numbers and bytes.
 */
abstract class SqlLog implements ChangeLog {
  private final Sessions sessions;
  private final long maxCellBytes;
  private final Map<String, Tracked> tables = new HashMap<>();

  /**
   * A table whose changes are read.
   *
   * @param stream name of its stream
   * @param table name
   * @param columns the columns to be read
   * @param key names of the columns of the primary key
   */
  record Tracked(String stream, TableName table, List<ColumnInfo> columns, List<String> key) {
    Tracked {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
    }

    @Nullable ColumnInfo column(String name) {
      return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElse(null);
    }
  }

  SqlLog(Sessions sessions, long maxCellBytes, List<Tracked> tracked) {
    this.sessions = sessions;
    this.maxCellBytes = maxCellBytes;
    tracked.forEach(table -> tables.put(table.table().sql(), table));
  }

  Tracked tracked(String table) {
    return java.util.Objects.requireNonNull(tables.get(table), table);
  }

  <T> T ask(Function<MsSession, T> question) {
    try (MsSession session = sessions.open()) {
      return question.apply(session);
    }
  }

  MsSession session() {
    return sessions.open();
  }

  RowDecoder decoder() {
    return new RowDecoder(new Schema(List.of(), List.of()), maxCellBytes);
  }

  /** What each column of an instance is read as; null where it is not selected. */
  static List<@Nullable Field> fields(CaptureInstance instance, Tracked tracked) {
    List<@Nullable Field> fields = new ArrayList<>();
    for (String name : instance.columns()) {
      ColumnInfo column = tracked.column(name);
      fields.add(
          column == null
              ? null
              : new Field(
                  name,
                  TypeMapper.map(column.type()).mapped().orElseThrow(),
                  true,
                  column.type().text()));
    }
    return fields;
  }

  /** The expressions of the columns that are selected. */
  static List<String> cells(CaptureInstance instance, Tracked tracked, UnaryOperator<String> name) {
    List<String> cells = new ArrayList<>();
    for (String column : instance.columns()) {
      ColumnInfo info = tracked.column(column);
      if (info != null) {
        TypeMapper.Mapping mapping = TypeMapper.map(info.type());
        cells.add(
            RawSelect.of(
                mapping.mapped().orElseThrow(),
                mapping.select().replace("%s", name.apply(column))));
      }
    }
    return cells;
  }

  static String quoted(String column) {
    return Sql.name(column);
  }

  @Override
  public void close() {
    sessions.close();
  }
}
