package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a read. */
public final class ReadSql {
  private ReadSql() {}

  /** What to select from. */
  static String from(Described stream) {
    StreamSelection selection = stream.selection();
    Relation relation = stream.relation();
    return relation == null
        ? Sql.condition(String.valueOf(selection.query())) + " AS q"
        : relation.name().sql();
  }

  /** The selected columns; the columnar lane reads some through a cast to text. */
  static String columns(Described stream, boolean wire) {
    return stream.columns().stream()
        .map(c -> Sql.name(c.name()) + (wire ? stream.wireCast(c) : Described.cast(c)))
        .collect(Collectors.joining(", "));
  }

  /** The conditions that hold for every part of the read: the user's own. */
  static List<String> conditions(Described stream) {
    String where = stream.selection().where();
    return where == null ? List.of() : List.of(Sql.condition(where));
  }

  /** A range of blocks; open at the top if {@code to} is negative, since the table may grow. */
  static List<String> blocks(long from, long to) {
    List<String> range = new ArrayList<>();
    range.add("ctid >= '(" + from + ",0)'::tid");
    if (to >= 0) {
      range.add("ctid < '(" + to + ",0)'::tid");
    }
    return range;
  }

  static String select(Described stream, boolean wire, List<String> conditions) {
    return "SELECT " + columns(stream, wire) + " FROM " + from(stream) + where(conditions);
  }

  static String copy(String select) {
    return "COPY (" + select + ") TO STDOUT (FORMAT binary)";
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** The cursor compared with a value it had, in the cursor's own type. */
  static String compare(ColumnInfo cursor, String operator, String value) {
    return Sql.name(cursor.name())
        + " "
        + operator
        + " "
        + Sql.text(value)
        + "::"
        + cursor.type().text();
  }

  /**
   * Sixteen hexadecimal digits that stand for a row: of its primary key, or of all it holds where
   * there is none.
   */
  static String identity(Described stream) {
    Relation relation = stream.relation();
    List<String> names =
        relation == null || relation.primaryKey().isEmpty()
            ? stream.columns().stream().map(ColumnInfo::name).toList()
            : relation.primaryKey();
    return "left(md5(ROW(" + Sql.names(names) + ")::text), 16)";
  }

  /** Rows at the last cursor value that were not delivered before. */
  static String ties(
      Described stream, boolean wire, ColumnInfo cursor, String last, Map<String, Long> seen) {
    List<String> conditions = new ArrayList<>(conditions(stream));
    conditions.add(compare(cursor, "=", last));
    if (seen.isEmpty()) {
      return select(stream, wire, conditions);
    }
    String delivered =
        new TreeMap<>(seen)
            .entrySet().stream()
                .map(e -> "(" + Sql.text(e.getKey()) + ", " + e.getValue() + ")")
                .collect(Collectors.joining(", "));
    return "SELECT "
        + columns(stream, wire)
        + " FROM (SELECT *, "
        + identity(stream)
        + " AS \"dpone row\", row_number() OVER (PARTITION BY "
        + identity(stream)
        + ") AS \"dpone number\" FROM "
        + from(stream)
        + where(conditions)
        + ") AS ties LEFT JOIN (VALUES "
        + delivered
        + ") AS seen(\"dpone seen\", \"dpone times\") ON \"dpone seen\" = \"dpone row\""
        + " WHERE \"dpone number\" > coalesce(\"dpone times\", 0)";
  }

  /** The largest cursor value, as text. */
  static String largest(Described stream, ColumnInfo cursor, @Nullable String last) {
    List<String> conditions = new ArrayList<>(conditions(stream));
    if (last != null) {
      conditions.add(compare(cursor, ">=", last));
    }
    return "SELECT max("
        + Sql.name(cursor.name())
        + ")::text FROM "
        + from(stream)
        + where(conditions);
  }

  /** The rows at a cursor value, as what stands for them and how often, up to a limit. */
  static String delivered(Described stream, ColumnInfo cursor, String value, int limit) {
    List<String> conditions = new ArrayList<>(conditions(stream));
    conditions.add(compare(cursor, "=", value));
    return "SELECT "
        + identity(stream)
        + ", count(*) FROM "
        + from(stream)
        + where(conditions)
        + " GROUP BY 1 LIMIT "
        + limit;
  }

  /** Whether a row has no cursor value. */
  static String nullCursor(Described stream, ColumnInfo cursor) {
    List<String> conditions = new ArrayList<>(conditions(stream));
    conditions.add(Sql.name(cursor.name()) + " IS NULL");
    return "SELECT EXISTS (SELECT FROM " + from(stream) + where(conditions) + ")";
  }
}
