package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import org.jspecify.annotations.Nullable;

/** Values of a fixed width that become numbers of a fixed width. */
abstract class Fixed extends CellDecoder {
  private final int width;

  Fixed(int width) {
    this.width = width;
  }

  @Override
  final void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
    int done = 0;
    while (done < rows) {
      int count = in.values(width, rows - done);
      some(in.data(), in.at(), done, count, nulls, out, faults);
      in.skip(count * width);
      done += count;
    }
  }

  /**
   * Appends some values that lie together.
   *
   * @param first number of the first of them
   */
  abstract void some(
      byte[] data,
      int at,
      int first,
      int count,
      byte @Nullable [] nulls,
      Column out,
      Faults faults);

  static boolean isNull(byte @Nullable [] nulls, int row) {
    return nulls != null && nulls[row] != 0;
  }

  /** Whole numbers of up to 32 bits, as a batch holds them. */
  static final class Ints extends Fixed {
    private final int bytes;
    private final boolean unsigned;

    Ints(int bytes, boolean unsigned) {
      super(bytes);
      this.bytes = bytes;
      this.unsigned = unsigned;
    }

    @Override
    void some(
        byte[] data,
        int at,
        int first,
        int count,
        byte @Nullable [] nulls,
        Column out,
        Faults faults) {
      IntColumn ints = (IntColumn) out;
      for (int i = 0; i < count; i++) {
        if (isNull(nulls, first + i)) {
          ints.appendNull();
          continue;
        }
        ints.append(
            switch (bytes) {
              case 1 -> unsigned ? data[at + i] & 0xFF : data[at + i];
              case 2 -> {
                short value = (short) NativeInput.SHORT.get(data, at + 2 * i);
                yield unsigned ? value & 0xFFFF : value;
              }
              default -> (int) NativeInput.INT.get(data, at + 4 * i);
            });
      }
    }
  }

  /** Whole numbers of 32 bits without sign, and of 64 bits. */
  static final class Longs extends Fixed {
    private final boolean narrow;

    Longs(boolean narrow) {
      super(narrow ? 4 : 8);
      this.narrow = narrow;
    }

    @Override
    void some(
        byte[] data,
        int at,
        int first,
        int count,
        byte @Nullable [] nulls,
        Column out,
        Faults faults) {
      LongColumn longs = (LongColumn) out;
      for (int i = 0; i < count; i++) {
        if (isNull(nulls, first + i)) {
          longs.appendNull();
        } else if (narrow) {
          longs.append(Integer.toUnsignedLong((int) NativeInput.INT.get(data, at + 4 * i)));
        } else {
          longs.append((long) NativeInput.LONG.get(data, at + 8 * i));
        }
      }
    }
  }

  /** Moments and times of day, in the server's units. */
  static final class Ticks extends Fixed {
    private final int bytes;
    private final boolean unsigned;
    private final long multiply;
    private final long lowest;
    private final long highest;

    /**
     * Ticks.
     *
     * @param multiply by which the server's units become those of a batch
     * @param lowest smallest number of the server's units that is a value
     * @param highest largest number of them
     */
    Ticks(int bytes, boolean unsigned, long multiply, long lowest, long highest) {
      super(bytes);
      this.bytes = bytes;
      this.unsigned = unsigned;
      this.multiply = multiply;
      // The extreme numbers of a batch mean infinity.
      this.lowest = Math.max(lowest, (Long.MIN_VALUE + 1) / multiply);
      this.highest = Math.min(highest, (Long.MAX_VALUE - 1) / multiply);
    }

    @Override
    void some(
        byte[] data,
        int at,
        int first,
        int count,
        byte @Nullable [] nulls,
        Column out,
        Faults faults) {
      LongColumn longs = (LongColumn) out;
      for (int i = 0; i < count; i++) {
        if (isNull(nulls, first + i)) {
          longs.appendNull();
          continue;
        }
        long value;
        if (bytes == 8) {
          value = (long) NativeInput.LONG.get(data, at + 8 * i);
        } else {
          int narrow = (int) NativeInput.INT.get(data, at + 4 * i);
          value = unsigned ? Integer.toUnsignedLong(narrow) : narrow;
        }
        if (value < lowest || value > highest) {
          faults.add(first + i, ChCode.VALUE_OUT_OF_RANGE, value + " units are out of range");
          value = 0;
        }
        longs.append(value * multiply);
      }
    }
  }

  /** IEEE numbers, and the upper half of one. */
  static final class Floats extends Fixed {
    private final int bytes;

    Floats(int bytes) {
      super(bytes);
      this.bytes = bytes;
    }

    @Override
    void some(
        byte[] data,
        int at,
        int first,
        int count,
        byte @Nullable [] nulls,
        Column out,
        Faults faults) {
      DoubleColumn doubles = (DoubleColumn) out;
      for (int i = 0; i < count; i++) {
        if (isNull(nulls, first + i)) {
          doubles.appendNull();
          continue;
        }
        doubles.append(
            switch (bytes) {
              case 2 -> Float.intBitsToFloat((short) NativeInput.SHORT.get(data, at + 2 * i) << 16);
              case 4 -> Float.intBitsToFloat((int) NativeInput.INT.get(data, at + 4 * i));
              default -> Double.longBitsToDouble((long) NativeInput.LONG.get(data, at + 8 * i));
            });
      }
    }
  }

  /** Decimals of up to 38 digits, and UUIDs, whose halves stand the other way round. */
  static final class Pairs extends Fixed {
    private final int bytes;
    private final boolean highFirst;

    Pairs(int bytes, boolean highFirst) {
      super(bytes);
      this.bytes = bytes;
      this.highFirst = highFirst;
    }

    @Override
    void some(
        byte[] data,
        int at,
        int first,
        int count,
        byte @Nullable [] nulls,
        Column out,
        Faults faults) {
      Int128Column pairs = (Int128Column) out;
      for (int i = 0; i < count; i++) {
        if (isNull(nulls, first + i)) {
          pairs.appendNull();
          continue;
        }
        switch (bytes) {
          case 4 -> pairs.append((int) NativeInput.INT.get(data, at + 4 * i));
          case 8 -> pairs.append((long) NativeInput.LONG.get(data, at + 8 * i));
          default -> {
            long one = (long) NativeInput.LONG.get(data, at + 16 * i);
            long two = (long) NativeInput.LONG.get(data, at + 16 * i + 8);
            if (highFirst) {
              pairs.append(one, two);
            } else {
              pairs.append(two, one);
            }
          }
        }
      }
    }
  }
}
