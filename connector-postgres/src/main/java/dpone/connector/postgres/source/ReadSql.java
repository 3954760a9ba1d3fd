package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.copy.Text;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.batch.WireFormat;
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

  /** One of the tables behind a stream, under the stream's own name for the sake of conditions. */
  static String from(Described stream, Heap heap) {
    Relation relation = stream.relation();
    if (relation == null || (heap.oid() == relation.oid() && !relation.inherited())) {
      return from(stream);
    }
    return "ONLY " + heap.name().sql() + " AS " + Sql.name(relation.name().name());
  }

  /** The selected columns; the columnar lane reads some through a cast to text. */
  static String columns(Described stream, boolean wire) {
    return stream.columns().stream()
        .map(c -> Sql.name(c.name()) + (wire ? stream.wireCast(c) : Described.cast(c)))
        .collect(Collectors.joining(", "));
  }

  /** The conditions that hold for every part of the read: the user's own, and more. */
  static List<String> conditions(Described stream, String... more) {
    List<String> conditions = new ArrayList<>();
    if (stream.selection().where() != null) {
      conditions.add(Sql.condition(stream.selection().where()));
    }
    conditions.addAll(List.of(more));
    return conditions;
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

  /** Rows of ranges of blocks, one after the other. */
  static String select(
      Described stream, boolean wire, List<Slice> slices, List<String> conditions) {
    return slices.stream()
        .map(slice -> {
          // First, so that the range decides the scan whatever the user's condition is.
          List<String> all =
              new ArrayList<>(slice.isWhole() ? List.of() : blocks(slice.from(), slice.to()));
          all.addAll(conditions);
          return "SELECT "
              + columns(stream, wire)
              + " FROM "
              + from(stream, slice.heap())
              + where(all);
        })
        .collect(Collectors.joining(" UNION ALL "));
  }

  static String select(Described stream, boolean wire, List<String> conditions) {
    return "SELECT " + columns(stream, wire) + " FROM " + from(stream) + where(conditions);
  }

  static String copy(String select, @Nullable WireFormat wire) {
    boolean text = wire != null && wire.name().equals(Text.FORMAT);
    return "COPY (" + select + ") TO STDOUT (FORMAT " + (text ? "text" : "binary") + ")";
  }

  static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** The cursor compared with a value it had, in the cursor's own type. */
  static String compare(ColumnInfo cursor, String operator, String value) {
    return Sql.name(cursor.name()) + " " + operator + " " + literal(value, cursor.type().text());
  }

  static String literal(String value, String type) {
    return Sql.text(value) + "::" + type;
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

  /** Rows that were not delivered before, where some were. */
  static String unseen(
      Described stream, boolean wire, List<String> conditions, Map<String, Long> seen) {
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
  static String largest(Described stream, ColumnInfo cursor, List<String> conditions) {
    return "SELECT max("
        + Sql.name(cursor.name())
        + ")::text FROM "
        + from(stream)
        + where(conditions);
  }

  /** Rows as what stands for them and how often, up to a limit. */
  static String delivered(Described stream, List<String> conditions, int limit) {
    return "SELECT "
        + identity(stream)
        + ", count(*) FROM "
        + from(stream)
        + where(conditions)
        + " GROUP BY 1 LIMIT "
        + limit;
  }

  /** How many rows there are, up to a limit. */
  static String count(Described stream, List<String> conditions, int limit) {
    return "SELECT count(*) FROM (SELECT FROM "
        + from(stream)
        + where(conditions)
        + " LIMIT "
        + limit
        + ") AS found";
  }

  /** The age, below zero, of the row that seems to come next from the future; null if none does. */
  static String youngestFuture(Described stream) {
    return "SELECT max(pg_catalog.age(xmin)) FROM "
        + from(stream)
        + where(List.of("pg_catalog.age(xmin) < 0"));
  }

  /** Whether there is such a row. */
  static String exists(Described stream, @Nullable Heap heap, List<String> conditions) {
    String from = heap == null ? from(stream) : from(stream, heap);
    return "SELECT EXISTS (SELECT FROM " + from + where(conditions) + ")";
  }

  /** Whether a row has no cursor value. */
  static String nullCursor(Described stream, ColumnInfo cursor) {
    return exists(stream, null, conditions(stream, Sql.name(cursor.name()) + " IS NULL"));
  }
}
