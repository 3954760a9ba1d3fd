package dpone.service.mssql.value;

import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Order and equality. Text is compared as an ordinary collation does, which takes a for A and
 * blanks at the end for none, or by its code units.
 */
public final class Compare {
  private Compare() {}

  /**
   * Order of two values, neither null, of the type that they have in common.
   *
   * @param binary whether text is compared by its code units
   */
  public static int order(SqlType type, Object left, Object right, boolean binary) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT ->
          Long.compare(((Number) left).longValue(), ((Number) right).longValue());
      case BIT -> Boolean.compare((Boolean) left, (Boolean) right);
      case REAL, FLOAT -> {
        double a = ((Number) left).doubleValue();
        double b = ((Number) right).doubleValue();
        // Minus zero is zero to the server.
        yield a < b ? -1 : a > b ? 1 : 0;
      }
      case SMALLMONEY, MONEY, DECIMAL, NUMERIC -> ((BigDecimal) left).compareTo((BigDecimal) right);
      case SMALLDATETIME, DATETIME, DATETIME2 ->
          ((LocalDateTime) left).compareTo((LocalDateTime) right);
      case DATE -> ((LocalDate) left).compareTo((LocalDate) right);
      case TIME -> ((LocalTime) left).compareTo((LocalTime) right);
      case DATETIMEOFFSET ->
          ((OffsetDateTime) left).toInstant().compareTo(((OffsetDateTime) right).toInstant());
      case UNIQUEIDENTIFIER -> ((UUID) left).compareTo((UUID) right);
      case CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT, XML, JSON ->
          folded((String) left, binary).compareTo(folded((String) right, binary));
      case BINARY, VARBINARY, ROWVERSION, IMAGE ->
          Arrays.compareUnsigned(stripped((byte[]) left), stripped((byte[]) right));
      case UDT, SQL_VARIANT -> throw new IllegalArgumentException(type + " has no order");
    };
  }

  private static String folded(String text, boolean binary) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    String kept = text.substring(0, end);
    return binary ? kept : kept.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Zeros at the end do not count when binary values are compared. */
  private static byte[] stripped(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  /** What is equal exactly where the values are; nulls are equal to each other here. */
  public static Object key(SqlType type, @Nullable Object value, boolean binary) {
    if (value == null) {
      return Optional.NULL;
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> ((Number) value).longValue();
      case REAL, FLOAT -> ((Number) value).doubleValue() + 0.0;
      case SMALLMONEY, MONEY, DECIMAL, NUMERIC -> ((BigDecimal) value).stripTrailingZeros();
      case DATETIMEOFFSET -> ((OffsetDateTime) value).toInstant();
      case CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT, XML, JSON -> folded((String) value, binary);
      case BINARY, VARBINARY, ROWVERSION, IMAGE -> ByteBuffer.wrap(stripped((byte[]) value));
      case UDT -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
      case BIT, SMALLDATETIME, DATETIME, DATETIME2, DATE, TIME, UNIQUEIDENTIFIER, SQL_VARIANT ->
          value;
    };
  }

  private enum Optional {
    NULL
  }
}
