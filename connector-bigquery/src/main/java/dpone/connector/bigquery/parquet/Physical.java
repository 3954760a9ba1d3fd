package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Values;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.type.DataType;
import java.math.BigInteger;

/**
 * How the values of a type lie in a file.
 *
 * @param type the number of Parquet's physical type
 * @param length bytes of a value of {@link #FIXED}; else 0
 * @param meaning what they mean
 * @param precision digits of a decimal; else 0
 * @param scale digits after the point of a decimal; else 0
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet:
 *     logical types</a>
 */
record Physical(int type, int length, Meaning meaning, int precision, int scale) {
  static final int BOOLEAN = 0;
  static final int INT32 = 1;
  static final int INT64 = 2;
  static final int DOUBLE = 5;
  static final int BYTE_ARRAY = 6;
  static final int FIXED = 7;

  private static final int DIGITS_OF_32_BITS = 9;
  private static final int DIGITS_OF_64_BITS = 18;
  private static final int WIDEST_PRECISION = 76;

  /** What values mean. */
  enum Meaning {
    /** What the physical type says. */
    NOTHING,
    /** Text in UTF-8. */
    TEXT,
    /** An unscaled decimal. */
    DECIMAL,
    /** Days since 1970-01-01. */
    DATE,
    /** Microseconds since 1970-01-01, in UTC. */
    MICROS
  }

  /** Of a type that is neither a list nor a struct. */
  static Physical of(DataType type, boolean asText) {
    return switch (type) {
      case DataType.Bool ignored -> plain(BOOLEAN, Meaning.NOTHING);
      case DataType.Int whole -> plain(whole.bits() == 64 ? INT64 : INT32, Meaning.NOTHING);
      case DataType.UInt64 ignored -> decimal(FIXED, 20, 0);
      case DataType.FloatingPoint ignored -> plain(DOUBLE, Meaning.NOTHING);
      case DataType.Decimal decimal ->
          StageType.of(decimal, false).kind() == Kind.STRING
              ? plain(BYTE_ARRAY, Meaning.TEXT)
              : decimal(
                  decimal.precision() <= DIGITS_OF_32_BITS
                      ? INT32
                      : decimal.precision() <= DIGITS_OF_64_BITS ? INT64 : FIXED,
                  decimal.precision(),
                  decimal.scale());
      case DataType.AnyDecimal ignored ->
          asText
              ? plain(BYTE_ARRAY, Meaning.TEXT)
              : decimal(FIXED, WIDEST_PRECISION, Values.WIDEST_SCALE);
      case DataType.Text ignored -> plain(BYTE_ARRAY, Meaning.TEXT);
      case DataType.Json ignored -> plain(BYTE_ARRAY, Meaning.TEXT);
      case DataType.Enumeration ignored -> plain(BYTE_ARRAY, Meaning.TEXT);
      case DataType.Uuid ignored -> plain(BYTE_ARRAY, Meaning.TEXT);
      case DataType.Interval ignored -> plain(BYTE_ARRAY, Meaning.TEXT);
      case DataType.Bytes ignored -> plain(BYTE_ARRAY, Meaning.NOTHING);
      case DataType.Date ignored -> plain(INT32, Meaning.DATE);
      case DataType.Time ignored -> plain(INT64, Meaning.MICROS);
      case DataType.Timestamp ignored -> plain(INT64, Meaning.MICROS);
      case DataType.TimestampTz ignored -> plain(INT64, Meaning.MICROS);
      case DataType.Array ignored -> throw new IllegalArgumentException(type.text());
      case DataType.Mapping ignored -> throw new IllegalArgumentException(type.text());
      case DataType.Struct ignored -> throw new IllegalArgumentException(type.text());
    };
  }

  /** Bytes of a value; 0 where each has a length of its own. */
  int size() {
    return switch (type) {
      case INT32 -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      default -> length;
    };
  }

  private static Physical plain(int type, Meaning meaning) {
    return new Physical(type, 0, meaning, 0, 0);
  }

  private static Physical decimal(int type, int precision, int scale) {
    int bits = BigInteger.TEN.pow(precision).bitLength() + 1;
    return new Physical(
        type, type == FIXED ? (bits + 7) / 8 : 0, Meaning.DECIMAL, precision, scale);
  }
}
