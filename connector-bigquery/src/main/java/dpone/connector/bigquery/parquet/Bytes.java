package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.Values;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** PlainPage of bytes, of bits, and those that are written as text. */
final class Bytes {
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int UUID_TEXT = 36;

  private Bytes() {}

  /** Bytes as they are, their number before them. */
  static PlainPage plain(Out out) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        BytesColumn bytes = (BytesColumn) column;
        byte[] source = bytes.data();
        int start = bytes.start(from);
        out.ensure(bytes.end(to - 1) - start + ((to - from) << 2));
        byte[] data = out.data();
        int at = out.length();
        for (int i = from; i < to; i++) {
          int end = bytes.end(i);
          int length = end - start;
          INT_LE.set(data, at, length);
          System.arraycopy(source, start, data, at + 4, length);
          at += 4 + length;
          start = end;
        }
        out.truncate(at);
      }
    };
  }

  static PlainPage uuids(Out out) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        long[] pairs = ((Int128Column) column).array();
        out.ensure((to - from) * (UUID_TEXT + 4));
        for (int i = from; i < to; i++) {
          out.fixed32(UUID_TEXT);
          Values.uuidText(pairs[i << 1], pairs[(i << 1) + 1], out);
        }
      }
    };
  }

  static PlainPage intervals(Out out) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        IntervalColumn intervals = (IntervalColumn) column;
        for (int i = from; i < to; i++) {
          int start = out.length();
          out.fixed32(0);
          Values.intervalText(intervals.months(i), intervals.days(i), intervals.micros(i), out);
          INT_LE.set(out.data(), start, out.length() - start - 4);
        }
      }
    };
  }

  /** Unscaled decimals of 128 bits in as many bytes as their digits take, the highest first. */
  static PlainPage pairs(Out out, int length) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        long[] pairs = ((Int128Column) column).array();
        out.ensure((to - from) * length);
        byte[] data = out.data();
        int at = out.length();
        for (int i = from; i < to; i++) {
          long high = pairs[i << 1];
          for (int b = length - 9; b >= 0; b--) {
            data[at++] = (byte) (high >> (b << 3));
          }
          LONG_BE.set(data, at, pairs[(i << 1) + 1]);
          at += 8;
        }
        out.truncate(at);
      }
    };
  }

  /** Whole numbers without sign in nine bytes. */
  static PlainPage unsigned(Out out, int length) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        long[] values = ((LongColumn) column).array();
        out.ensure((to - from) * length);
        byte[] data = out.data();
        int at = out.length();
        for (int i = from; i < to; i++) {
          data[at] = 0;
          LONG_BE.set(data, at + 1, values[i]);
          at += length;
        }
        out.truncate(at);
      }
    };
  }

  /**
   * Decimals that come as text. There is no arithmetic of 256 bits but {@link BigInteger}'s: these
   * cells, and no others, make objects.
   */
  static PlainPage decimalTexts(Out out, int length, int scale) {
    return new PlainPage(out) {
      @Override
      void add(Column column, int from, int to) {
        BytesColumn texts = (BytesColumn) column;
        for (int i = from; i < to; i++) {
          BigInteger unscaled = Values.unscaled(texts.text(i), scale);
          if (unscaled == null) {
            throw new IllegalStateException(Values.tooWide(texts.text(i), scale));
          }
          byte[] bytes = unscaled.toByteArray();
          out.ensure(length);
          int sign = unscaled.signum() < 0 ? -1 : 0;
          for (int b = bytes.length; b < length; b++) {
            out.octet(sign);
          }
          out.raw(bytes, 0, bytes.length);
        }
      }
    };
  }

  /** One bit each, the lowest first. */
  static PlainPage bits(Out out) {
    return new PlainPage(out) {
      private int used;

      @Override
      void add(Column column, int from, int to) {
        int[] values = ((IntColumn) column).array();
        out.ensure(((to - from) >> 3) + 1);
        for (int i = from; i < to; i++) {
          if (used == 0) {
            out.octet(0);
          }
          out.data()[out.length() - 1] |= (byte) (values[i] << used);
          used = (used + 1) & 7;
        }
      }

      @Override
      void clear() {
        super.clear();
        used = 0;
      }
    };
  }
}
