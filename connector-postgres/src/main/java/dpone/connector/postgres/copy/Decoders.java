package dpone.connector.postgres.copy;

import dpone.connector.postgres.copy.BlockDecoders.Both;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.error.DponeException;
import dpone.spi.type.DataType;

/** Decoders by logical type and binary form. */
final class Decoders {
  private static final CellDecoder BYTES = new Both(Decoders::bytes, BlockDecoders::bytes);
  private static final CellDecoder TIMESTAMPS =
      new Both(Decoders::timestamp, BlockDecoders::timestamps);

  private Decoders() {}

  /**
   * The decoder of a column.
   *
   * @param type what it becomes
   * @param sent what the server sends; text where the column is read through a cast
   */
  static CellDecoder of(DataType type, PgType sent) {
    return switch (type) {
      case DataType.Bool b ->
          (data, at, length, column) ->
              ((IntColumn) column).append(data[sized(at, length, 1)] == 0 ? 0 : 1);
      case DataType.Int i -> integer(i, sent);
      case DataType.UInt64 u -> throw unsent(type);
      case DataType.FloatingPoint f -> floating(f);
      case DataType.Decimal d ->
          d.precision() <= 38
              ? new Both(
                  (data, at, length, column) ->
                      Numerics.toInt128(data, at, length, d.scale(), (Int128Column) column),
                  BlockDecoders.decimals(d.scale()))
              : Decoders::decimalText;
      case DataType.AnyDecimal a -> Decoders::decimalText;
      case DataType.Text t -> BYTES;
      case DataType.Enumeration e -> BYTES;
      case DataType.Bytes b -> BYTES;
      case DataType.Json j -> sent.name().equals("jsonb") ? Decoders::jsonb : BYTES;
      case DataType.Date d -> new Both(Decoders::date, BlockDecoders::dates);
      case DataType.Time t ->
          (data, at, length, column) ->
              ((LongColumn) column).append(Wire.int64(data, sized(at, length, 8)));
      case DataType.Timestamp t -> TIMESTAMPS;
      case DataType.TimestampTz t -> TIMESTAMPS;
      case DataType.Interval i -> Decoders::interval;
      case DataType.Uuid u -> new Both(Decoders::uuid, BlockDecoders::uuids);
      case DataType.Array a -> array(a, sent);
      case DataType.Mapping m -> throw unsent(type);
      case DataType.Struct s -> throw unsent(type);
    };
  }

  private static CellDecoder integer(DataType.Int type, PgType sent) {
    if (sent.name().equals("oid")) {
      return (data, at, length, column) ->
          ((LongColumn) column).append(Wire.int32(data, sized(at, length, 4)) & 0xFFFF_FFFFL);
    }
    return switch (type.bits()) {
      case 16 ->
          new Both(
              (data, at, length, column) ->
                  ((IntColumn) column).append(Wire.int16(data, sized(at, length, 2))),
              BlockDecoders::int16);
      case 32 ->
          new Both(
              (data, at, length, column) ->
                  ((IntColumn) column).append(Wire.int32(data, sized(at, length, 4))),
              BlockDecoders::int32);
      case 64 ->
          new Both(
              (data, at, length, column) ->
                  ((LongColumn) column).append(Wire.int64(data, sized(at, length, 8))),
              BlockDecoders::int64);
      default -> throw unsent(type);
    };
  }

  private static CellDecoder floating(DataType.FloatingPoint type) {
    return type.bits() == 32
        ? new Both(
            (data, at, length, column) ->
                ((DoubleColumn) column)
                    .append(Float.intBitsToFloat(Wire.int32(data, sized(at, length, 4)))),
            BlockDecoders::float32)
        : new Both(
            (data, at, length, column) ->
                ((DoubleColumn) column)
                    .append(Double.longBitsToDouble(Wire.int64(data, sized(at, length, 8)))),
            BlockDecoders::float64);
  }

  private static void decimalText(byte[] data, int at, int length, Column column) {
    Numerics.toText(data, at, length, (BytesColumn) column);
  }

  private static void bytes(byte[] data, int at, int length, Column column) {
    ((BytesColumn) column).append(data, at, length);
  }

  private static void jsonb(byte[] data, int at, int length, Column column) {
    if (length < 1 || data[at] != 1) {
      throw malformed("a jsonb of an unknown version");
    }
    ((BytesColumn) column).append(data, at + 1, length - 1);
  }

  private static void date(byte[] data, int at, int length, Column column) {
    ((IntColumn) column).append(days(data, at, length));
  }

  /** Days since 1970-01-01; the largest and the smallest number are the infinities. */
  static int days(byte[] data, int at, int length) {
    sized(at, length, 4);
    int days = Wire.int32(data, at);
    boolean infinite = days == Integer.MAX_VALUE || days == Integer.MIN_VALUE;
    if (!infinite && days > Integer.MAX_VALUE - 1 - Wire.EPOCH_DAYS) {
      throw malformed("a date beyond the last one");
    }
    return infinite ? days : days + Wire.EPOCH_DAYS;
  }

  private static void timestamp(byte[] data, int at, int length, Column column) {
    ((LongColumn) column).append(micros(data, at, length));
  }

  /** Microseconds since 1970; the largest and the smallest number are the infinities. */
  static long micros(byte[] data, int at, int length) {
    sized(at, length, 8);
    long micros = Wire.int64(data, at);
    if (micros >= Long.MAX_VALUE - Wire.EPOCH_MICROS && micros != Long.MAX_VALUE) {
      throw PgCode.VALUE_OUT_OF_RANGE
          .error(
              "a timestamp beyond the year 294246 does not fit 64 bits of microseconds since 1970")
          .build();
    }
    boolean infinite = micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    return infinite ? micros : micros + Wire.EPOCH_MICROS;
  }

  private static void interval(byte[] data, int at, int length, Column column) {
    sized(at, length, 16);
    ((IntervalColumn) column)
        .append(Wire.int32(data, at + 12), Wire.int32(data, at + 8), Wire.int64(data, at));
  }

  private static void uuid(byte[] data, int at, int length, Column column) {
    sized(at, length, 16);
    ((Int128Column) column).append(Wire.int64(data, at), Wire.int64(data, at + 8));
  }

  private static CellDecoder array(DataType.Array type, PgType sent) {
    PgType elementSent = sent.element();
    if (elementSent == null) {
      throw unsent(type);
    }
    CellDecoder element = of(type.element(), elementSent);
    return (data, at, length, column) -> {
      ListColumn list = (ListColumn) column;
      int dimensions = length < 12 ? -1 : Wire.int32(data, at);
      if (dimensions == 0 && length == 12) {
        list.endList();
        return;
      }
      if (dimensions <= 0 || length < 20) {
        throw malformed("an array that is not one");
      }
      if (dimensions > 1 || Wire.int32(data, at + 16) != 1) {
        throw PgCode.ARRAY_SHAPE
            .error(
                dimensions > 1
                    ? "an array of " + dimensions + " dimensions"
                    : "an array that starts at " + Wire.int32(data, at + 16))
            .build();
      }
      int count = Wire.int32(data, at + 12);
      if (count < 0 || count > (length - 20) / 4) {
        throw malformed("an array of " + count + " elements in " + length + " bytes");
      }
      int cell = at + 20;
      for (int i = 0; i < count; i++) {
        int size = cell + 4 > at + length ? -2 : Wire.int32(data, cell);
        cell += 4;
        if (size == -1) {
          list.elements().appendNull();
        } else if (size < 0 || size > at + length - cell) {
          throw malformed("an array cut short");
        } else {
          element.decode(data, cell, size, list.elements());
          cell += size;
        }
      }
      if (cell != at + length) {
        throw malformed("an array with more bytes than elements");
      }
      list.endList();
    };
  }

  /** The cell's index, once its length is known to be right. */
  static int sized(int at, int length, int expected) {
    if (length != expected) {
      throw malformed("a cell of " + length + " bytes where " + expected + " were expected");
    }
    return at;
  }

  private static DponeException malformed(String what) {
    return PgCode.COPY_MALFORMED.error("the server's COPY holds " + what).build();
  }

  private static DponeException unsent(DataType type) {
    return PgCode.TYPE_UNMAPPED.error("PostgreSQL sends no " + type.text()).build();
  }
}
