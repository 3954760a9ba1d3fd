package dpone.connector.clickhouse.verify;

import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The canonical text of cells and rows, as SQL. Shares nothing with the codecs: that two ways to
 * the same text agree is the point of it.
 */
final class CanonicalSql {
  private CanonicalSql() {}

  /** The text of several cells. */
  static String row(List<Field> fields) {
    String cells =
        fields.stream()
            .map(f -> "ifNull(" + cell(f) + ", char(30))")
            .collect(Collectors.joining(", char(31), "));
    return "concat(" + cells + ", '')";
  }

  /** The text of a cell; null for a null. */
  static String cell(Field field) {
    String cell = Sql.name(field.name());
    return switch (field.type()) {
      case DataType.Bool b ->
          "CASE WHEN toBool(" + cell + ") THEN 't' WHEN NOT toBool(" + cell + ") THEN 'f' END";
      case DataType.Int i -> "toString(" + cell + ")";
      case DataType.UInt64 u -> "toString(" + cell + ")";
      case DataType.Decimal d -> number(cell);
      case DataType.AnyDecimal a -> number(cell);
      case DataType.FloatingPoint f ->
          f.bits() == 32
              ? "lower(hex(reverse(reinterpretAsFixedString(toFloat32(" + cell + ")))))"
              : "lower(hex(reverse(reinterpretAsFixedString(toFloat64(" + cell + ")))))";
      case DataType.Bytes b -> "lower(hex(" + cell + "))";
      case DataType.Date d -> "toString(toInt32(toDate32(" + cell + ")))";
      case DataType.Time t -> time(cell, t.precision());
      case DataType.Timestamp t -> micros(cell, t.precision());
      case DataType.TimestampTz t -> micros(cell, t.precision());
      case DataType.Uuid u -> "toString(" + cell + ")";
      case DataType.Text t -> "toString(" + cell + ")";
      case DataType.Enumeration e -> "toString(" + cell + ")";
      case DataType.Json j -> "toString(" + cell + ")";
      case DataType.Interval i -> "toString(" + cell + ")";
      case DataType.Array a -> "toString(" + cell + ")";
      case DataType.Mapping m -> "toString(" + cell + ")";
      case DataType.Struct s -> "toString(" + cell + ")";
    };
  }

  /** Without zeros at the end, which the text of a decimal may have. */
  private static String number(String cell) {
    String text = "toString(" + cell + ")";
    return "if(position("
        + text
        + ", '.') = 0, "
        + text
        + ", replaceRegexpOne("
        + text
        + ", '\\\\.?0+$', ''))";
  }

  private static String micros(String cell, int precision) {
    return precision <= 6
        ? "toString(toUnixTimestamp64Micro(toDateTime64(" + cell + ", 6)))"
        : number("(toDecimal128(toUnixTimestamp64Nano(toDateTime64(" + cell + ", 9)), 3) / 1000)");
  }

  private static String time(String cell, int precision) {
    return number("(toDecimal128(" + cell + ", " + Math.max(precision, 6) + ") * 1000000)");
  }

  /** The first 64 bits of a text's hash as a signed number. */
  static String first64(String text) {
    return "reinterpretAsInt64(reverse(substring(MD5(" + text + "), 1, 8)))";
  }
}
