package dpone.service.tds.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Values without the length in front of them. */
final class Scalars {
  private static final BigDecimal CENT_OF_CENT = BigDecimal.valueOf(10_000);

  private Scalars() {}

  static void write(TdsWriter out, SqlType type, Object value) {
    switch (type.kind()) {
      case TINYINT -> out.u8(((Number) value).intValue());
      case BIT -> out.u8((Boolean) value ? 1 : 0);
      case SMALLINT -> out.u16(((Number) value).intValue());
      case INT -> out.i32(((Number) value).intValue());
      case BIGINT -> out.i64(((Number) value).longValue());
      case REAL -> out.i32(Float.floatToRawIntBits(((Number) value).floatValue()));
      case FLOAT -> out.i64(Double.doubleToRawLongBits(((Number) value).doubleValue()));
      case SMALLMONEY -> out.i32(((BigDecimal) value).multiply(CENT_OF_CENT).intValueExact());
      case MONEY -> {
        long units = ((BigDecimal) value).multiply(CENT_OF_CENT).longValueExact();
        out.i32((int) (units >> 32)).i32((int) units);
      }
      case SMALLDATETIME -> Temporal.smalldatetime(out, (LocalDateTime) value);
      case DATETIME -> Temporal.datetime(out, (LocalDateTime) value);
      case DECIMAL, NUMERIC -> decimal(out, type, (BigDecimal) value);
      case DATE -> Temporal.date(out, (LocalDate) value);
      case TIME -> Temporal.time(out, (LocalTime) value, type.scale());
      case DATETIME2 -> {
        LocalDateTime moment = (LocalDateTime) value;
        Temporal.time(out, moment.toLocalTime(), type.scale());
        Temporal.date(out, moment.toLocalDate());
      }
      case DATETIMEOFFSET -> Temporal.offset(out, (OffsetDateTime) value, type.scale());
      case UNIQUEIDENTIFIER -> uuid(out, (UUID) value);
      case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT, XML, JSON ->
          out.bytes(((String) value).getBytes(charset(type)));
      case BINARY, VARBINARY, ROWVERSION, IMAGE, UDT -> out.bytes((byte[]) value);
      case SQL_VARIANT -> throw new IllegalArgumentException("a variant within a variant");
    }
  }

  /** Reads a value of so many bytes. */
  static Object read(TdsReader in, SqlType type, int length) throws IOException {
    return switch (type.kind()) {
      case TINYINT -> in.u8();
      case BIT -> in.u8() != 0;
      case SMALLINT -> (int) (short) in.u16();
      case INT -> in.i32();
      case BIGINT -> in.i64();
      case REAL -> Float.intBitsToFloat(in.i32());
      case FLOAT -> Double.longBitsToDouble(in.i64());
      case SMALLMONEY -> BigDecimal.valueOf(in.i32(), 4);
      case MONEY -> BigDecimal.valueOf((long) in.i32() << 32 | in.u32(), 4);
      case SMALLDATETIME -> Temporal.smalldatetime(in);
      case DATETIME -> Temporal.datetime(in);
      case DECIMAL, NUMERIC -> decimal(in, type, length);
      case DATE -> Temporal.date(in);
      case TIME -> Temporal.time(in, type.scale());
      case DATETIME2 -> {
        LocalTime time = Temporal.time(in, type.scale());
        yield Temporal.date(in).atTime(time);
      }
      case DATETIMEOFFSET -> Temporal.offset(in, type.scale());
      case UNIQUEIDENTIFIER -> uuid(in);
      case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT, XML, JSON ->
          new String(in.bytes(length), charset(type));
      case BINARY, VARBINARY, ROWVERSION, IMAGE, UDT -> in.bytes(length);
      case SQL_VARIANT -> throw new TdsException("a variant within a variant");
    };
  }

  private static Charset charset(SqlType type) {
    return switch (type.kind()) {
      case NCHAR, NVARCHAR, NTEXT, XML -> StandardCharsets.UTF_16LE;
      case JSON -> StandardCharsets.UTF_8;
      case CHAR, VARCHAR, TEXT -> type.collation().charset();
      case TINYINT,
          BIT,
          SMALLINT,
          INT,
          BIGINT,
          REAL,
          FLOAT,
          SMALLMONEY,
          MONEY,
          SMALLDATETIME,
          DATETIME,
          DECIMAL,
          NUMERIC,
          DATE,
          TIME,
          DATETIME2,
          DATETIMEOFFSET,
          UNIQUEIDENTIFIER,
          BINARY,
          VARBINARY,
          ROWVERSION,
          IMAGE,
          UDT,
          SQL_VARIANT ->
          throw new IllegalArgumentException(type + " is no text");
    };
  }

  private static void decimal(TdsWriter out, SqlType type, BigDecimal value) {
    BigInteger units =
        value.setScale(type.scale(), java.math.RoundingMode.UNNECESSARY).unscaledValue();
    byte[] magnitude = units.abs().toByteArray();
    int bytes = SqlType.decimalBytes(type.precision()) - 1;
    out.u8(units.signum() < 0 ? 0 : 1);
    for (int i = 0; i < bytes; i++) {
      int from = magnitude.length - 1 - i;
      out.u8(from < 0 ? 0 : magnitude[from]);
    }
  }

  private static BigDecimal decimal(TdsReader in, SqlType type, int length) throws IOException {
    if (length < 2 || length > 17) {
      throw new TdsException("a decimal of " + length + " bytes");
    }
    int sign = in.u8();
    byte[] magnitude = in.bytes(length - 1);
    for (int i = 0, j = magnitude.length - 1; i < j; i++, j--) {
      byte kept = magnitude[i];
      magnitude[i] = magnitude[j];
      magnitude[j] = kept;
    }
    return new BigDecimal(new BigInteger(sign == 0 ? -1 : 1, magnitude), type.scale());
  }

  private static void uuid(TdsWriter out, UUID value) {
    long high = value.getMostSignificantBits();
    out.i32((int) (high >> 32)).u16((int) (high >> 16)).u16((int) high);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.u8((int) (value.getLeastSignificantBits() >> shift));
    }
  }

  private static UUID uuid(TdsReader in) throws IOException {
    long high = in.u32() << 32 | (long) in.u16() << 16 | in.u16();
    long low = 0;
    for (int i = 0; i < 8; i++) {
      low = low << 8 | in.u8();
    }
    return new UUID(high, low);
  }
}
