package dpone.service.mssql.value;

import dpone.service.mssql.parse.SqlError;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Bytes of values. */
public final class Bytes {
  private Bytes() {}

  static byte[] of(Object value, SqlType from, SqlType to, int style) {
    byte[] bytes =
        switch (value) {
          case byte[] same -> same;
          case String text -> text(text, from, style);
          case UUID uuid -> of(uuid);
          case Long number -> ByteBuffer.allocate(8).putLong(number).array();
          case Integer number ->
              from.kind() == Kind.INT
                  ? ByteBuffer.allocate(4).putInt(number).array()
                  : ByteBuffer.allocate(2).putShort(number.shortValue()).array();
          default -> throw Convert.refused(value, to);
        };
    return switch (to.kind()) {
      case BINARY -> Arrays.copyOf(bytes, to.length());
      case VARBINARY ->
          bytes.length > to.length() && to.length() != SqlType.MAX
              ? Arrays.copyOf(bytes, to.length())
              : bytes;
      default -> bytes;
    };
  }

  /** The last bytes as a number, as many as the type has. */
  static long number(byte[] bytes, SqlType to) {
    int most =
        switch (to.kind()) {
          case TINYINT -> 1;
          case SMALLINT -> 2;
          case INT -> 4;
          default -> 8;
        };
    long number = 0;
    for (int i = Math.max(0, bytes.length - most); i < bytes.length; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return switch (to.kind()) {
      case SMALLINT -> (short) number;
      case INT -> (int) number;
      default -> number;
    };
  }

  private static byte[] text(String text, SqlType from, int style) {
    if (style == Convert.HEX) {
      if (!text.startsWith("0x")) {
        throw new SqlError(8114, 16, "Error converting data type varchar to varbinary.");
      }
      return HexFormat.of().parseHex(text.substring(2));
    }
    boolean narrow = from.kind() == Kind.VARCHAR || from.kind() == Kind.CHAR;
    return narrow
        ? text.getBytes(from.collation().charset())
        : text.getBytes(StandardCharsets.UTF_16LE);
  }

  /** The first three groups little end first, as the server keeps them. */
  static byte[] of(UUID uuid) {
    long high = uuid.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .putInt(Integer.reverseBytes((int) (high >> 32)))
        .putShort(Short.reverseBytes((short) (high >> 16)))
        .putShort(Short.reverseBytes((short) high))
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(Arrays.copyOf(bytes, 16));
    long high = (long) Integer.reverseBytes(all.getInt()) << 32;
    high |= (Short.reverseBytes(all.getShort()) & 0xFFFFL) << 16;
    high |= Short.reverseBytes(all.getShort()) & 0xFFFFL;
    return new UUID(high, all.getLong());
  }
}
