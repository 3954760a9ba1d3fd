package dpone.connector.mssql.bulk;

import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Encoders of numbers, truth values and UUIDs. */
final class NumberEncoders {
  private NumberEncoders() {}

  /** Whole numbers of up to 32 bits. */
  static final class Ints extends CellEncoder {
    private final Boxes boxes;
    private int[] cells = new int[0];

    Ints(int at, Boxes boxes) {
      super(at);
      this.boxes = boxes;
    }

    @Override
    void batch(Column column) {
      cells = ((IntColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) {
      out[at] = boxes.of(cells[row]);
    }
  }

  /** Dates: days since the first day of the year 1, which a date of the server begins with. */
  static final class Days extends CellEncoder {
    private static final int FIRST = -719_162;
    private static final int LAST = 2_932_896;
    private final Boxes boxes;
    private int[] cells = new int[0];

    Days(int at, Boxes boxes) {
      super(at);
      this.boxes = boxes;
    }

    @Override
    void batch(Column column) {
      cells = ((IntColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) throws UnfitCell {
      int day = cells[row];
      if (day < FIRST || day > LAST) {
        throw new UnfitCell("day " + day + " since 1970 is not in the years 1 to 9999");
      }
      out[at] = boxes.of(day - FIRST);
    }
  }

  /** Truth values. */
  static final class Bits extends CellEncoder {
    private int[] cells = new int[0];

    Bits(int at) {
      super(at);
    }

    @Override
    void batch(Column column) {
      cells = ((IntColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) {
      out[at] = cells[row] != 0;
    }
  }

  /** Whole numbers of 64 bits. */
  static final class Longs extends CellEncoder {
    private final Boxes boxes;
    private long[] cells = new long[0];

    Longs(int at, Boxes boxes) {
      super(at);
      this.boxes = boxes;
    }

    @Override
    void batch(Column column) {
      cells = ((LongColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) {
      out[at] = boxes.of(cells[row]);
    }
  }

  /** Numbers with a point that moves. */
  static final class Floats extends CellEncoder {
    private final boolean single;
    private double[] cells = new double[0];

    Floats(int at, boolean single) {
      super(at);
      this.single = single;
    }

    @Override
    void batch(Column column) {
      cells = ((DoubleColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) throws UnfitCell {
      double value = cells[row];
      if (!Double.isFinite(value)) {
        throw new UnfitCell("there is no " + value + " in SQL Server");
      }
      if (single) {
        out[at] = (float) value;
      } else {
        out[at] = value;
      }
    }
  }

  /** Decimals: the unscaled number, in a bigint where it always fits. */
  static final class Decimals extends CellEncoder {
    private final Boxes boxes;
    private final boolean small;
    private final int scale;
    private long[] halves = new long[0];

    Decimals(int at, Boxes boxes, boolean small, int scale) {
      super(at);
      this.boxes = boxes;
      this.small = small;
      this.scale = scale;
    }

    @Override
    void batch(Column column) {
      halves = ((Int128Column) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) throws UnfitCell {
      long high = halves[row << 1];
      long low = halves[(row << 1) + 1];
      boolean fits = high == low >> 63;
      if (small) {
        if (!fits) {
          throw new UnfitCell("the decimal has more digits than its type");
        }
        out[at] = boxes.of(low);
      } else {
        out[at] = fits ? BigDecimal.valueOf(low, scale) : wide(high, low);
      }
    }

    private BigDecimal wide(long high, long low) {
      return new BigDecimal(
          new BigInteger(ByteBuffer.allocate(16).putLong(high).putLong(low).array()), scale);
    }
  }

  /** UUIDs: the server keeps the first three parts with their little end first. */
  static final class Guids extends CellEncoder {
    private final byte[] bytes = new byte[16];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private long[] halves = new long[0];

    Guids(int at) {
      super(at);
    }

    @Override
    void batch(Column column) {
      halves = ((Int128Column) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) {
      long high = halves[row << 1];
      buffer.putInt(0, Integer.reverseBytes((int) (high >>> 32)));
      buffer.putShort(4, Short.reverseBytes((short) (high >>> 16)));
      buffer.putShort(6, Short.reverseBytes((short) high));
      buffer.putLong(8, halves[(row << 1) + 1]);
      // The driver copies it before it asks for the next row.
      out[at] = bytes;
    }
  }

  /** Times: ticks of 100 ns since midnight, or since the first day of the year 1. */
  static final class Ticks extends CellEncoder {
    static final long DAY = 864_000_000_000L;
    private static final long EPOCH = 719_162 * DAY;
    private static final long END = 3_652_059 * DAY;
    private final Boxes boxes;
    private final long from;
    private final long end;
    private final int precision;
    private long[] cells = new long[0];

    Ticks(int at, Boxes boxes, boolean ofDay, int precision) {
      super(at);
      this.boxes = boxes;
      this.from = ofDay ? 0 : EPOCH;
      this.end = ofDay ? DAY : END;
      this.precision = precision;
    }

    @Override
    void batch(Column column) {
      cells = ((LongColumn) column).array();
    }

    @Override
    void put(int row, @Nullable Object[] out) throws UnfitCell {
      long value = cells[row];
      if (value == Long.MAX_VALUE || value == Long.MIN_VALUE) {
        throw new UnfitCell("there is no infinite time in SQL Server");
      }
      // Units are microseconds up to 6 digits; of 8 and 9 digits the last ones are cut off, as
      // the plan says.
      long ticks =
          switch (precision) {
            case 7 -> value;
            case 8 -> Math.floorDiv(value, 10);
            case 9 -> Math.floorDiv(value, 100);
            default ->
                value > Long.MAX_VALUE / 10 || value < Long.MIN_VALUE / 10 ? -END : value * 10;
          };
      if (ticks < -from || ticks >= end - from) {
        throw new UnfitCell(
            from == 0
                ? "the time of day is not below 24:00"
                : "the moment is not in the years 1 to 9999");
      }
      out[at] = boxes.of(ticks + from);
    }
  }
}
