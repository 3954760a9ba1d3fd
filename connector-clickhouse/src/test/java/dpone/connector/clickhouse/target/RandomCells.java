package dpone.connector.clickhouse.target;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values that the natural type of their column holds, the outermost among them. */
final class RandomCells {
  /** 1900-01-01, 2299-12-31, and the last whole day that nine digits of a second reach. */
  private static final long FIRST_DAY = -25_567;

  private static final long LAST_DAY = 120_529;
  private static final long LAST_DAY_OF_NANOS = 106_750;
  private static final List<String> LETTERS = List.of("a", "é", "€", "\t", "\0", "'", "\\", "𝄞");

  private RandomCells() {}

  static void append(Column column, DataType type, Random random, int nullPercent) {
    if (random.nextInt(100) < nullPercent) {
      column.appendNull();
      return;
    }
    switch (type) {
      case DataType.Bool ignored -> ((IntColumn) column).append(random.nextInt(2));
      case DataType.Int whole -> {
        if (column instanceof IntColumn ints) {
          ints.append((int) whole(whole.bits(), random));
        } else {
          ((LongColumn) column).append(whole(whole.bits(), random));
        }
      }
      case DataType.UInt64 ignored -> ((LongColumn) column).append(whole(64, random));
      case DataType.FloatingPoint number ->
          ((DoubleColumn) column)
              .append(
                  number.bits() == 32
                      ? Float.intBitsToFloat(random.nextInt())
                      : Double.longBitsToDouble(random.nextLong()));
      case DataType.Decimal decimal -> decimal(column, decimal, random);
      case DataType.Date ignored ->
          ((IntColumn) column).append((int) between(FIRST_DAY, LAST_DAY, random));
      case DataType.Time time ->
          ((LongColumn) column).append(time(time.precision(), between(0, 86_399, random), random));
      case DataType.Timestamp stamp -> stamp((LongColumn) column, stamp.precision(), random);
      case DataType.TimestampTz stamp -> stamp((LongColumn) column, stamp.precision(), random);
      case DataType.Uuid ignored ->
          ((Int128Column) column).append(random.nextLong(), random.nextLong());
      case DataType.Bytes ignored -> {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        ((BytesColumn) column).append(bytes, 0, bytes.length);
      }
      case DataType.Array array -> {
        ListColumn list = (ListColumn) column;
        for (int i = random.nextInt(4); i > 0; i--) {
          append(list.elements(), array.element(), random, nulls(array.element()));
        }
        list.endList();
      }
      case DataType.Mapping map -> {
        ListColumn list = (ListColumn) column;
        StructColumn pair = (StructColumn) list.elements();
        for (int i = random.nextInt(4); i > 0; i--) {
          append(pair.field(0), map.key(), random, 0);
          append(pair.field(1), map.value(), random, nulls(map.value()));
          pair.endStruct();
        }
        list.endList();
      }
      case DataType.Struct struct -> {
        StructColumn cells = (StructColumn) column;
        for (int i = 0; i < cells.fields(); i++) {
          DataType field = struct.fields().get(i).type();
          append(cells.field(i), field, random, nulls(field));
        }
        cells.endStruct();
      }
      default -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
          text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        ((BytesColumn) column).append(text.toString());
      }
    }
  }

  private static int nulls(DataType type) {
    return type instanceof DataType.Array
            || type instanceof DataType.Mapping
            || type instanceof DataType.Struct
        ? 0
        : 20;
  }

  private static long whole(int bits, Random random) {
    long any =
        switch (random.nextInt(4)) {
          case 0 -> Long.MAX_VALUE;
          case 1 -> Long.MIN_VALUE;
          case 2 -> (random.nextInt(100) - 50L) << (64 - bits);
          default -> random.nextLong();
        };
    return any >> (64 - bits);
  }

  private static long between(long first, long last, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> first;
      case 1 -> last;
      default -> first + Math.floorMod(random.nextLong(), last - first + 1);
    };
  }

  /** In microseconds, or in smaller units beyond six digits. */
  private static long time(int precision, long seconds, Random random) {
    long ticks = 1;
    for (int i = 0; i < precision; i++) {
      ticks *= 10;
    }
    long units = Math.max(1_000_000, ticks);
    return seconds * units + Math.floorMod(random.nextLong(), ticks) * (units / ticks);
  }

  private static void stamp(LongColumn column, int precision, Random random) {
    long day = between(FIRST_DAY, precision == 9 ? LAST_DAY_OF_NANOS : LAST_DAY, random);
    column.append(time(precision, day * 86_400 + random.nextInt(86_400), random));
  }

  private static void decimal(Column column, DataType.Decimal type, Random random) {
    BigInteger bound = BigInteger.TEN.pow(type.precision());
    BigInteger unscaled =
        random.nextInt(5) == 0
            ? bound.subtract(BigInteger.ONE)
            : new BigInteger(bound.bitLength() + 8, random).mod(bound);
    if (random.nextBoolean()) {
      unscaled = unscaled.negate();
    }
    if (column instanceof Int128Column pairs) {
      pairs.append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
    } else {
      ((BytesColumn) column).append(new BigDecimal(unscaled, type.scale()).toPlainString());
    }
  }
}
