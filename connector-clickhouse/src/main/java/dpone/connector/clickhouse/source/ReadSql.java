package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.sql.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements of a read. */
final class ReadSql {
  /** A column of its own in which rows at the end of an increment tell who they are. */
  static final String ROW = "__dpone_row";

  private ReadSql() {}

  static String from(Described stream) {
    Table table = stream.table();
    return table == null
        ? "(\n" + stream.selection().query() + "\n)"
        : table.name().sql() + (stream.isFinal() ? " FINAL" : "");
  }

  /** The user's condition and others. */
  static List<String> conditions(Described stream, String... more) {
    List<String> all = new ArrayList<>();
    String own = stream.selection().where();
    if (own != null) {
      all.add(Sql.condition(own));
    }
    all.addAll(Arrays.asList(more));
    return all;
  }

  static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** Rows of the stream under conditions. */
  static String select(Described stream, List<String> conditions) {
    return select(stream, conditions, "''", false);
  }

  /**
   * Rows of the stream under conditions.
   *
   * @param row the expression of {@link #ROW}
   */
  static String select(Described stream, List<String> conditions, String row, boolean telling) {
    String rows = "SELECT " + sources(stream) + " FROM " + from(stream) + where(conditions);
    // In a select of its own: there a name means the column, and here what it is converted to.
    return outer(stream, telling ? ", " + row + " AS " + ROW : "", "(" + rows + ")");
  }

  private static String outer(Described stream, String more, String from) {
    String list =
        stream.columns().stream().map(ReadColumn::selected).collect(Collectors.joining(", "));
    boolean converted = stream.columns().stream().anyMatch(ReadColumn::isConverted);
    if (more.isEmpty() && !converted) {
      return "SELECT " + list + " FROM " + from;
    }
    // The names of the inner columns must not be hidden by those of the list.
    String inner =
        stream.columns().stream()
            .map(c ->
                c.isConverted()
                    ? c.mapping().expression(Sql.name(c.name())) + " AS " + alias(c)
                    : Sql.name(c.name()))
            .collect(Collectors.joining(", "));
    String last =
        stream.columns().stream()
            .map(c -> c.isConverted() ? alias(c) + " AS " + Sql.name(c.name()) : Sql.name(c.name()))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + last
        + (more.isEmpty() ? "" : ", " + ROW)
        + " FROM (SELECT "
        + inner
        + more
        + " FROM "
        + from
        + ")";
  }

  private static String alias(ReadColumn column) {
    return Sql.name("__dpone " + column.name());
  }

  /** The columns as they are, and the cursor. */
  private static String sources(Described stream) {
    Set<String> names =
        new LinkedHashSet<>(stream.columns().stream().map(ReadColumn::name).toList());
    if (stream.cursor() != null) {
      names.add(stream.cursor().name());
    }
    return Sql.names(List.copyOf(names));
  }

  /** Who a row is: the same for rows that are the same. */
  static String identity(Described stream) {
    return "lower(hex(MD5(toString(tuple(" + sources(stream) + ")))))";
  }

  /** Who a row is, where it stands at the end of an increment; else nothing. */
  static String identityAt(Described stream, ReadColumn cursor, String last) {
    return "if(" + CursorSql.compare(cursor, "=", last) + ", " + identity(stream) + ", '')";
  }

  /** Rows at a cursor value that were not delivered, where each was so many times. */
  static String unseen(Described stream, List<String> conditions, Map<String, Long> seen) {
    String keys = Sql.texts(List.copyOf(new TreeMap<>(seen).keySet()));
    String counts =
        new TreeMap<>(seen)
            .values().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String left =
        seen.isEmpty()
            ? ""
            : " WHERE __dpone_number > transform(" + ROW + ", [" + keys + "], [" + counts + "], 0)";
    String rows =
        "(SELECT "
            + sources(stream)
            + ", "
            + ROW
            + " FROM (SELECT "
            + sources(stream)
            + ", "
            + identity(stream)
            + " AS "
            + ROW
            + ", row_number() OVER (PARTITION BY "
            + identity(stream)
            + ") AS __dpone_number FROM (SELECT "
            + sources(stream)
            + " FROM "
            + from(stream)
            + where(conditions)
            + "))"
            + left
            + ")";
    return outer(stream, ", " + ROW, rows);
  }

  static String largest(Described stream, ReadColumn cursor, List<String> conditions) {
    String max = "max(" + Sql.name(cursor.name()) + ")";
    return "SELECT if(count() = 0, NULL, "
        + CursorSql.text(cursor, max)
        + ") FROM "
        + from(stream)
        + where(conditions);
  }

  static String count(Described stream, List<String> conditions) {
    return "SELECT count() FROM " + from(stream) + where(conditions);
  }
}
