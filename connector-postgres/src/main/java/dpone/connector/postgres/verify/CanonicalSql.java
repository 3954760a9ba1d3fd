package dpone.connector.postgres.verify;

import dpone.connector.postgres.sql.Sql;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The canonical text of cells and rows, as SQL. Shares nothing with the codecs: that two ways to
 * the same text agree is the point of it.
 */
final class CanonicalSql {
  /** Between cells. */
  private static final String SEPARATOR = "chr(31)";

  /** In place of a null. */
  private static final String NULL = "chr(30)";

  private CanonicalSql() {}

  /** The text of several cells. */
  static String row(List<Field> fields) {
    return fields.stream()
        .map(f -> "coalesce(" + cell(f) + ", " + NULL + ")")
        .collect(Collectors.joining(" || " + SEPARATOR + " || "));
  }

  /** The text of a cell; null for a null. */
  static String cell(Field field) {
    String cell = Sql.name(field.name());
    return switch (field.type()) {
      case DataType.Bool b -> "CASE WHEN " + cell + " THEN 't' WHEN NOT " + cell + " THEN 'f' END";
      case DataType.Int i -> cell + "::bigint::text";
      case DataType.UInt64 u -> number(cell);
      case DataType.Decimal d -> number(cell);
      case DataType.AnyDecimal a -> number(cell);
      case DataType.FloatingPoint f ->
          f.bits() == 32
              ? "encode(float4send(" + cell + "::float4), 'hex')"
              : "encode(float8send(" + cell + "::float8), 'hex')";
      case DataType.Bytes b -> "encode(" + cell + ", 'hex')";
      case DataType.Date d ->
          "CASE WHEN isfinite("
              + cell
              + "::date) THEN ("
              + cell
              + "::date - date '1970-01-01')::text WHEN "
              + cell
              + " > '1970-01-01' THEN 'Infinity' WHEN "
              + cell
              + " < '1970-01-01' THEN '-Infinity' END";
      case DataType.Time t -> micros(cell + "::time");
      case DataType.Timestamp t -> micros(cell + "::timestamp");
      case DataType.TimestampTz t -> micros(cell + "::timestamptz");
      case DataType.Interval i ->
          "trim_scale(extract(year FROM "
              + cell
              + ") * 12 + extract(month FROM "
              + cell
              + "))::text || ' ' || trim_scale(extract(day FROM "
              + cell
              + "))::text || ' ' || trim_scale(extract(hour FROM "
              + cell
              + ") * 3600000000 + extract(minute FROM "
              + cell
              + ") * 60000000 + extract(microseconds FROM "
              + cell
              + "))::text";
      case DataType.Uuid u -> cell + "::text";
      case DataType.Text t -> cell + "::text";
      case DataType.Enumeration e -> cell + "::text";
      case DataType.Json j ->
          cell + (field.nativeType().equals("jsonb") ? "::jsonb::text" : "::text");
      case DataType.Array a -> cell + "::text";
      case DataType.Mapping m -> cell + "::text";
      case DataType.Struct s -> cell + "::text";
    };
  }

  private static String number(String cell) {
    return "trim_scale(" + cell + "::numeric)::text";
  }

  private static String micros(String cell) {
    return "trim_scale(extract(epoch FROM " + cell + ") * 1000000)::text";
  }

  /** The first 64 bits of a hash as a signed number. */
  static String first64(String md5) {
    return "('x' || left(" + md5 + ", 16))::bit(64)::bigint";
  }
}
