package dpone.connector.postgres.publish;

import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.type.PgType;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Takes single values over into a type that does not hold all of them. A value converts without
 * loss if the target's type reads its text and gives the same text back; numbers are compared as
 * numbers, dates as moments. Blanks at the end of a {@code character(n)} do not count.
 */
final class Conversion {
  private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");
  private static final Set<String> FLOATS = Set.of("float4", "float8");

  private final PgType from;
  private final PgType to;

  Conversion(PgType from, PgType to) {
    this.from = from;
    this.to = to;
  }

  /** The cell in the target's type; fails for a cell that does not convert. */
  String converted(String cell) {
    return "CAST(" + (isDay() ? cell : text(cell)) + " AS " + to.text() + ")";
  }

  /**
   * Whether a cell that is not null converts without loss; never fails.
   *
   * @param reads makes a condition from an expression of type text and a type's name: whether the
   *     type reads that text
   */
  String fits(String cell, BinaryOperator<String> reads) {
    if (isDay()) {
      return cell + "::date::timestamp = " + cell;
    }
    return "CASE WHEN "
        + reads.apply(text(cell), to.text())
        + " THEN "
        + same(cell)
        + " ELSE false END";
  }

  private String same(String cell) {
    String arrived = converted(cell);
    if (from.name().equals("float8") && to.name().equals("float4")) {
      return arrived + "::float8 = " + cell;
    }
    if (isNumber(from) && FLOATS.contains(to.name())) {
      return exactInBinary(text(cell) + "::numeric", to.name().equals("float4") ? 24 : 53);
    }
    return isNumber(from) && isNumber(to)
        ? "trim_scale(" + arrived + "::numeric)::text = " + text(cell)
        : arrived + "::text = " + text(cell);
  }

  /** A small multiple of 1/4096, which floats hold exactly; of others that is not certain. */
  private static String exactInBinary(String number, int bits) {
    return "CASE WHEN abs("
        + number
        + ") <= "
        + (1L << (bits - 12))
        + " THEN ("
        + number
        + " * 4096) % 1 = 0 ELSE "
        + number
        + " IN ('NaN', 'Infinity', '-Infinity') END";
  }

  private String text(String cell) {
    return isNumber(from) && isNumber(to) && !WHOLE.contains(from.name())
        ? "trim_scale(" + cell + "::text::numeric)::text"
        : cell + "::text";
  }

  private boolean isDay() {
    return from.name().equals("timestamp") && to.name().equals("date");
  }

  private static boolean isNumber(PgType type) {
    return type.kind() == PgType.Kind.BUILTIN
        && (WHOLE.contains(type.name())
            || FLOATS.contains(type.name())
            || type.name().equals("numeric"));
  }

  /** The condition for servers that can ask without failing, since release 16. */
  static String asked(String text, String type) {
    return "pg_input_is_valid(" + text + ", " + Sql.text(type) + ")";
  }
}
