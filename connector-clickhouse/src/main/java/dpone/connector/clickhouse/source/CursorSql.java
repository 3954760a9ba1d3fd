package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.type.ChType;
import dpone.spi.error.Place;
import java.util.List;
import java.util.stream.Collectors;

/** Values of columns with an order, as text that reads back to the same value. */
final class CursorSql {
  private CursorSql() {}

  /** The type without what may wrap it. */
  static ChType plain(ChType type) {
    return switch (type.name()) {
      case "Nullable", "LowCardinality", "SimpleAggregateFunction" -> plain(type.element());
      default -> type;
    };
  }

  /** Whether values are ordered, and their text is exact. */
  static boolean fits(ChType type) {
    String name = plain(type).name();
    return (name.startsWith("Int") && !name.startsWith("Interval"))
        || name.startsWith("UInt")
        || name.startsWith("Decimal")
        || name.startsWith("Date")
        || name.equals("String")
        || name.equals("FixedString");
  }

  static boolean mayBeNull(ChType type) {
    return type.isNullable();
  }

  /** Refuses a column that nothing can be continued by. */
  static void check(String stream, ReadColumn column) {
    if (!fits(column.type())) {
      throw ChCode.CURSOR_UNFIT
          .error("the cursor column is a " + column.type().text())
          .at(Place.field(stream, column.name()))
          .build();
    }
  }

  /** A value as text. */
  static String text(ReadColumn column, String value) {
    return plain(column.type()).name().startsWith("DateTime")
        ? "toString(toTimeZone(" + value + ", 'UTC'))"
        : "toString(" + value + ")";
  }

  /** A text as a value. */
  static String literal(ReadColumn column, String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw ChCode.CURSOR_UNFIT
          .error("the cursor column " + column.name() + " holds bytes that are not UTF-8")
          .build();
    }
    ChType type = plain(column.type());
    String target =
        switch (type.name()) {
          case "DateTime", "DateTime32" -> "DateTime('UTC')";
          case "DateTime64" -> "DateTime64(" + type.parameters().get(0) + ", 'UTC')";
          default -> type.text();
        };
    return type.name().equals("String")
        ? Sql.text(text)
        : "CAST(" + Sql.text(text) + ", " + Sql.text(target) + ")";
  }

  static String compare(ReadColumn column, String operator, String text) {
    return Sql.name(column.name()) + " " + operator + " " + literal(column, text);
  }

  /** Keys above a key, in the order of the columns. */
  static String above(List<ReadColumn> key, List<String> values) {
    return tuple(key) + " > " + tuple(key, values);
  }

  /** Keys up to a key, itself included. */
  static String upTo(List<ReadColumn> key, List<String> values) {
    return tuple(key) + " <= " + tuple(key, values);
  }

  private static String tuple(List<ReadColumn> key) {
    return key.size() == 1
        ? Sql.name(key.get(0).name())
        : "(" + Sql.names(key.stream().map(ReadColumn::name).toList()) + ")";
  }

  private static String tuple(List<ReadColumn> key, List<String> values) {
    if (key.size() == 1) {
      return literal(key.get(0), values.get(0));
    }
    return java.util.stream.IntStream.range(0, key.size())
        .mapToObj(i -> literal(key.get(i), values.get(i)))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
