package dpone.service.mssql.value;

import dpone.service.mssql.parse.SqlError;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a value of one type one of another, as CAST does. */
public final class Convert {
  /** {@code CONVERT(..., 1)}: bytes as hexadecimal digits after 0x. */
  static final int HEX = 1;

  private Convert() {}

  /**
   * The value in another type.
   *
   * @param style of CONVERT
   */
  public static @Nullable Object cast(@Nullable Object value, SqlType from, SqlType to, int style) {
    if (value == null) {
      return null;
    }
    return switch (to.kind()) {
      case TINYINT -> (int) whole(value, to, 0, 255);
      case SMALLINT -> (int) whole(value, to, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> (int) whole(value, to, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> whole(value, to, Long.MIN_VALUE, Long.MAX_VALUE);
      case BIT -> bit(value);
      case DECIMAL, NUMERIC -> decimal(value, to, to.precision(), to.scale());
      case MONEY -> decimal(value, to, 19, 4);
      case SMALLMONEY -> decimal(value, to, 10, 4);
      case REAL -> real(value);
      case FLOAT ->
          // By way of a decimal a minus zero would lose its sign.
          value instanceof Double || value instanceof Float
              ? (Object) ((Number) value).doubleValue()
              : number(value, to).doubleValue();
      case CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT ->
          Text.fitted(Text.of(value, from, style), to);
      case XML, JSON -> value instanceof byte[] ? Text.of(value, from, style) : value.toString();
      case BINARY, VARBINARY, IMAGE, ROWVERSION -> Bytes.of(value, from, to, style);
      case DATE, TIME, DATETIME2, DATETIMEOFFSET, DATETIME, SMALLDATETIME ->
          Moments.cast(value, to);
      case UNIQUEIDENTIFIER -> uuid(value);
      case UDT -> value;
      case SQL_VARIANT -> throw refused(value, to);
    };
  }

  /** The value as it is stored in a column: what does not fit is an error, never cut. */
  public static @Nullable Object store(
      @Nullable Object value, SqlType from, SqlType to, String table, String column) {
    if (value == null) {
      return null;
    }
    int length =
        switch (to.kind()) {
          case CHAR, VARCHAR -> to.length() == SqlType.MAX ? Integer.MAX_VALUE : to.length();
          case NCHAR, NVARCHAR -> to.length() == SqlType.MAX ? Integer.MAX_VALUE : to.length() / 2;
          case BINARY, VARBINARY -> to.length() == SqlType.MAX ? Integer.MAX_VALUE : to.length();
          default -> Integer.MAX_VALUE;
        };
    SqlType unbounded =
        switch (to.kind()) {
          case CHAR, VARCHAR -> SqlType.max(Kind.VARCHAR).in(to.collation());
          case NCHAR, NVARCHAR -> SqlType.max(Kind.NVARCHAR);
          case BINARY, VARBINARY -> SqlType.max(Kind.VARBINARY);
          default -> to;
        };
    Object whole = cast(value, from, unbounded, 0);
    int size =
        whole instanceof String text
            ? to.kind() == Kind.VARCHAR || to.kind() == Kind.CHAR
                ? text.getBytes(to.collation().charset()).length
                : text.length()
            : whole instanceof byte[] bytes ? bytes.length : 0;
    if (size > length) {
      String shown =
          whole instanceof String text ? text.substring(0, Math.min(20, text.length())) : "";
      throw new SqlError(
          2628,
          16,
          "String or binary data would be truncated in table '"
              + table
              + "', column '"
              + column
              + "'. Truncated value: '"
              + shown
              + "'.");
    }
    Object kept = cast(whole, unbounded, to, 0);
    return kept instanceof String text ? Shared.of(text) : kept;
  }

  private static BigDecimal number(Object value, SqlType to) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case Double number -> new BigDecimal(number);
      case Float number -> new BigDecimal(number);
      case Number number -> BigDecimal.valueOf(number.longValue());
      case Boolean bit -> bit ? BigDecimal.ONE : BigDecimal.ZERO;
      case String text -> parsed(text, to);
      case byte[] bytes when Precedence.isWhole(to) -> BigDecimal.valueOf(Bytes.number(bytes, to));
      default -> throw refused(value, to);
    };
  }

  private static BigDecimal parsed(String text, SqlType to) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      boolean whole = Precedence.isWhole(to);
      throw whole
          ? new SqlError(
              245,
              16,
              "Conversion failed when converting the nvarchar value '"
                  + text
                  + "' to data type "
                  + to
                  + ".")
          : new SqlError(8114, 16, "Error converting data type nvarchar to " + to + ".");
    }
  }

  private static long whole(Object value, SqlType to, long least, long most) {
    BigDecimal number = number(value, to).setScale(0, RoundingMode.DOWN);
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw to.kind() == Kind.TINYINT || to.kind() == Kind.SMALLINT
          ? new SqlError(
              220,
              16,
              "Arithmetic overflow error for data type " + to + ", value = " + number + ".")
          : overflow(to);
    }
    return number.longValueExact();
  }

  /** Of arithmetic, too. */
  public static SqlError overflow(SqlType to) {
    return new SqlError(
        8115, 16, "Arithmetic overflow error converting expression to data type " + to + ".");
  }

  private static BigDecimal decimal(Object value, SqlType to, int precision, int scale) {
    BigDecimal rounded = number(value, to).setScale(scale, RoundingMode.HALF_UP);
    if (rounded.precision() > precision && rounded.signum() != 0) {
      throw overflow(to);
    }
    return rounded;
  }

  private static Float real(Object value) {
    if (value instanceof Float same) {
      return same;
    }
    float number =
        value instanceof Double wide
            ? wide.floatValue()
            : number(value, SqlType.of(Kind.REAL)).floatValue();
    if (Float.isInfinite(number)) {
      throw overflow(SqlType.of(Kind.REAL));
    }
    return number;
  }

  private static Boolean bit(Object value) {
    if (value instanceof String text
        && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
      return Boolean.valueOf(text);
    }
    return number(value, SqlType.of(Kind.BIT)).signum() != 0;
  }

  private static UUID uuid(Object value) {
    try {
      return switch (value) {
        case UUID same -> same;
        case String text -> UUID.fromString(text.strip());
        case byte[] bytes -> Bytes.uuid(bytes);
        default -> throw refused(value, SqlType.of(Kind.UNIQUEIDENTIFIER));
      };
    } catch (IllegalArgumentException e) {
      throw new SqlError(
          8169,
          16,
          "Conversion failed when converting from a character string to uniqueidentifier.");
    }
  }

  static SqlError refused(Object value, SqlType to) {
    return new SqlError(
        529,
        16,
        "Explicit conversion from data type "
            + value.getClass().getSimpleName()
            + " to "
            + to
            + " is not allowed.");
  }

  /** Text that is kept as bytes of UTF-16. */
  static String units(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_16LE);
  }
}
