package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** PlainPage of 32 and 64 bits: whole runs of a column are copied at once. */
abstract class Numbers extends PlainPage {
  private int viewed;
  IntBuffer ints = IntBuffer.allocate(0);
  LongBuffer longs = LongBuffer.allocate(0);
  DoubleBuffer doubles = DoubleBuffer.allocate(0);

  private Numbers(Out out) {
    super(out);
  }

  /** Room for that many bytes more; the index of the first one. */
  final int room(int bytes) {
    out.ensure(bytes);
    byte[] data = out.data();
    // Bytes grow and are never less than they were.
    if (data.length > viewed) {
      ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      ints = buffer.asIntBuffer();
      longs = buffer.asLongBuffer();
      doubles = buffer.asDoubleBuffer();
      viewed = data.length;
    }
    int at = out.length();
    out.truncate(at + bytes);
    return at;
  }

  static PlainPage ints(Out out) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 2) >> 2;
        ints.put(at, ((IntColumn) column).array(), from, to - from);
      }
    };
  }

  static PlainPage longs(Out out) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 3) >> 3;
        longs.put(at, ((LongColumn) column).array(), from, to - from);
      }
    };
  }

  /** Units of which several are a microsecond. */
  static PlainPage micros(Out out, long divisor) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 3) >> 3;
        long[] units = ((LongColumn) column).array();
        for (int i = from; i < to; i++) {
          longs.put(at++, Math.floorDiv(units[i], divisor));
        }
      }
    };
  }

  static PlainPage doubles(Out out) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 3) >> 3;
        doubles.put(at, ((DoubleColumn) column).array(), from, to - from);
      }
    };
  }

  /** Decimals of at most 9 digits. */
  static PlainPage smallDecimals(Out out) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 2) >> 2;
        long[] pairs = ((Int128Column) column).array();
        for (int i = from; i < to; i++) {
          ints.put(at++, (int) pairs[(i << 1) + 1]);
        }
      }
    };
  }

  /** Decimals of at most 18 digits. */
  static PlainPage decimals(Out out) {
    return new Numbers(out) {
      @Override
      void add(Column column, int from, int to) {
        int at = room((to - from) << 3) >> 3;
        long[] pairs = ((Int128Column) column).array();
        for (int i = from; i < to; i++) {
          longs.put(at++, pairs[(i << 1) + 1]);
        }
      }
    };
  }
}
