package dpone.certification.bigquery;

import dpone.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/** Translates the kit's canonical text into GoogleSQL and, by the engine itself, back. */
final class CanonicalText {
  private CanonicalText() {}

  static String quoted(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** How GoogleSQL spells a logical type of the kit's tables. */
  static String declared(DataType type) {
    return switch (type) {
      case DataType.Bool ignored -> "BOOL";
      case DataType.Int ignored -> "INT64";
      case DataType.FloatingPoint ignored -> "FLOAT64";
      case DataType.Decimal decimal ->
          (decimal.precision() - decimal.scale() <= 29 && decimal.scale() <= 9
                  ? "NUMERIC("
                  : "BIGNUMERIC(")
              + decimal.precision()
              + ", "
              + decimal.scale()
              + ")";
      case DataType.Text ignored -> "STRING";
      case DataType.Uuid ignored -> "STRING";
      case DataType.Date ignored -> "DATE";
      case DataType.Timestamp ignored -> "DATETIME";
      case DataType.TimestampTz ignored -> "TIMESTAMP";
      case DataType other -> throw new IllegalArgumentException("the kit has no " + other.text());
    };
  }

  static String literal(DataType type, @Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    return switch (type) {
      case DataType.Bool ignored -> value.equals("t") ? "TRUE" : "FALSE";
      case DataType.Int ignored -> value;
      case DataType.FloatingPoint floating ->
          "CAST('"
              + (floating.bits() == 32
                  ? Float.intBitsToFloat(Integer.parseUnsignedInt(value, 16))
                  : Double.longBitsToDouble(Long.parseUnsignedLong(value, 16)))
              + "' AS FLOAT64)";
      case DataType.Decimal decimal ->
          (declared(decimal).startsWith("BIG") ? "BIGNUMERIC '" : "NUMERIC '") + value + "'";
      case DataType.Date ignored -> "DATE '" + value + "'";
      case DataType.Timestamp ignored ->
          "DATETIME_ADD(DATETIME '1970-01-01', INTERVAL " + value + " MICROSECOND)";
      case DataType.TimestampTz ignored -> "TIMESTAMP_MICROS(" + value + ")";
      default -> text(value);
    };
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == '\'') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('\'').toString();
  }

  /** An expression whose value is the canonical text; of floats the value itself. */
  static String expression(DataType type, String cell) {
    return switch (type) {
      case DataType.Bool ignored -> "CASE " + cell + " WHEN TRUE THEN 't' WHEN FALSE THEN 'f' END";
      case DataType.FloatingPoint ignored -> cell;
      case DataType.Timestamp ignored ->
          "CAST(DATETIME_DIFF(" + cell + ", DATETIME '1970-01-01', MICROSECOND) AS STRING)";
      case DataType.TimestampTz ignored -> "CAST(UNIX_MICROS(" + cell + ") AS STRING)";
      case DataType.Bytes ignored -> "TO_HEX(" + cell + ")";
      case DataType.Text ignored -> cell;
      case DataType.Uuid ignored -> cell;
      default -> "CAST(" + cell + " AS STRING)";
    };
  }

  /** Floats of 32 bits stand in columns of 64. */
  static @Nullable String narrowed(DataType type, @Nullable String bits) {
    if (bits != null && type instanceof DataType.FloatingPoint floating && floating.bits() == 32) {
      double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
      return String.format("%08x", Float.floatToRawIntBits((float) value));
    }
    return bits;
  }
}
