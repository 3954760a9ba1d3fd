package dpone.certify.dropin;

import dpone.certify.kit.UnavailableException;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Canonical cells as values of JDBC and back. */
final class SqlValues {
  private SqlValues() {}

  /** How a logical type travels through JDBC. */
  private enum Way {
    BOOL(Types.BOOLEAN),
    WHOLE(Types.BIGINT),
    DECIMAL(Types.NUMERIC),
    DOUBLE(Types.DOUBLE),
    REAL(Types.REAL),
    DATE(Types.DATE),
    TIMESTAMP(Types.TIMESTAMP),
    INSTANT(Types.TIMESTAMP_WITH_TIMEZONE),
    BYTES(Types.BINARY),
    TEXT(Types.VARCHAR);

    private final int sql;

    Way(int sql) {
      this.sql = sql;
    }

    static Way of(DataType type) {
      return switch (type) {
        case DataType.Bool b -> BOOL;
        case DataType.Int i -> WHOLE;
        case DataType.Decimal d -> DECIMAL;
        case DataType.FloatingPoint f -> f.bits() == 64 ? DOUBLE : REAL;
        case DataType.Date d -> DATE;
        case DataType.Timestamp t -> TIMESTAMP;
        case DataType.TimestampTz t -> INSTANT;
        case DataType.Bytes b -> BYTES;
        case DataType.Text t -> TEXT;
        case DataType.UInt64 u -> throw unknown(type);
        case DataType.AnyDecimal a -> throw unknown(type);
        case DataType.Time t -> throw unknown(type);
        case DataType.Interval i -> throw unknown(type);
        case DataType.Uuid u -> throw unknown(type);
        case DataType.Json j -> throw unknown(type);
        case DataType.Enumeration e -> throw unknown(type);
        case DataType.Array a -> throw unknown(type);
        case DataType.Mapping m -> throw unknown(type);
        case DataType.Struct s -> throw unknown(type);
      };
    }

    private static IllegalArgumentException unknown(DataType type) {
      return new IllegalArgumentException("statements cannot carry " + type.text());
    }
  }

  /** The system's type for a logical one; {@code {1}} and {@code {2}} are its parameters. */
  static String type(Map<String, String> types, DataType type) throws UnavailableException {
    String text = type.text();
    int parenthesis = text.indexOf('(');
    String name = parenthesis < 0 ? text : text.substring(0, parenthesis);
    String template = types.get(name);
    if (template == null) {
      throw new UnavailableException("the key types says nothing of " + name);
    }
    if (parenthesis > 0) {
      String[] parameters = text.substring(parenthesis + 1, text.length() - 1).split(",", -1);
      for (int i = 0; i < parameters.length; i++) {
        template = template.replace("{" + (i + 1) + "}", parameters[i].strip());
      }
    }
    return template;
  }

  static void set(PreparedStatement statement, int at, DataType type, @Nullable String cell)
      throws SQLException {
    Way way = Way.of(type);
    if (cell == null) {
      statement.setNull(at, way.sql);
      return;
    }
    switch (way) {
      case BOOL -> statement.setBoolean(at, cell.equals("t"));
      case WHOLE -> statement.setLong(at, Long.parseLong(cell));
      case DECIMAL -> statement.setBigDecimal(at, new BigDecimal(cell));
      case DOUBLE ->
          statement.setDouble(at, Double.longBitsToDouble(Long.parseUnsignedLong(cell, 16)));
      case REAL -> statement.setFloat(at, Float.intBitsToFloat(Integer.parseUnsignedInt(cell, 16)));
      case DATE -> statement.setObject(at, LocalDate.parse(cell));
      case TIMESTAMP ->
          statement.setObject(at, LocalDateTime.ofInstant(instant(cell), ZoneOffset.UTC));
      case INSTANT -> statement.setObject(at, instant(cell).atOffset(ZoneOffset.UTC));
      case BYTES -> statement.setBytes(at, HexFormat.of().parseHex(cell));
      case TEXT -> statement.setString(at, cell);
    }
  }

  static @Nullable String text(ResultSet row, int at, DataType type) throws SQLException {
    if (row.getObject(at) == null) {
      return null;
    }
    HexFormat hex = HexFormat.of();
    return switch (Way.of(type)) {
      case BOOL -> row.getBoolean(at) ? "t" : "f";
      case WHOLE -> Long.toString(row.getLong(at));
      case DECIMAL -> decimal(row.getBigDecimal(at));
      case DOUBLE -> hex.toHexDigits(Double.doubleToLongBits(row.getDouble(at)));
      case REAL -> hex.toHexDigits(Float.floatToIntBits(row.getFloat(at)));
      case DATE -> row.getObject(at, LocalDate.class).toString();
      case TIMESTAMP -> micros(row.getObject(at, LocalDateTime.class).toInstant(ZoneOffset.UTC));
      case INSTANT -> micros(row.getObject(at, OffsetDateTime.class).toInstant());
      case BYTES -> hex.formatHex(row.getBytes(at));
      case TEXT -> row.getString(at);
    };
  }

  private static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static Instant instant(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }

  private static String micros(Instant instant) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
