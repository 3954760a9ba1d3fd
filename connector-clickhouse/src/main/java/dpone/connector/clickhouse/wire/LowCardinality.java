package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.type.DataType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dictionary of the block's own, and places in it. */
final class LowCardinality extends CellDecoder {
  private static final long VERSION = 1;
  private static final long GLOBAL_DICTIONARY = 0x100;
  private static final long OWN_KEYS = 0x200;
  private static final int MOST_KEYS = 1 << 24;

  private final CellDecoder keys;
  private final DataType type;
  private final boolean nullable;

  /**
   * A dictionary.
   *
   * @param keys reads the keys, which are never null
   * @param nullable whether the first key stands for null
   */
  LowCardinality(CellDecoder keys, DataType type, boolean nullable) {
    this.keys = keys;
    this.type = type;
    this.nullable = nullable;
  }

  @Override
  void prefix(NativeInput in) {
    long version = in.i64();
    if (version != VERSION) {
      throw NativeInput.malformed("a dictionary of version " + version);
    }
  }

  @Override
  void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
    if (rows == 0) {
      return;
    }
    long flags = in.i64();
    int width = 1 << (flags & 0xFF);
    if ((flags & GLOBAL_DICTIONARY) != 0 || (flags & OWN_KEYS) == 0 || (flags & 0xFF) > 2) {
      throw NativeInput.malformed("a dictionary with the flags " + Long.toHexString(flags));
    }
    int count = size(in.i64(), MOST_KEYS);
    Column dictionary = Column.create(type, new HeapMemory());
    Faults wrong = new Faults();
    keys.read(in, count, null, dictionary, wrong);
    if (size(in.i64(), Integer.MAX_VALUE - 16) != rows) {
      throw NativeInput.malformed("a dictionary for another number of rows");
    }
    Map<Integer, Faults.Fault> bad = new TreeMap<>(wrong.byRow());
    int done = 0;
    while (done < rows) {
      int some = in.values(width, rows - done);
      byte[] data = in.data();
      int at = in.at();
      for (int i = 0; i < some; i++) {
        int key =
            switch (width) {
              case 1 -> data[at + i] & 0xFF;
              case 2 -> (short) NativeInput.SHORT.get(data, at + 2 * i) & 0xFFFF;
              default -> (int) NativeInput.INT.get(data, at + 4 * i);
            };
        if (key < 0 || key >= count) {
          throw NativeInput.malformed("a place outside of its dictionary");
        }
        append(dictionary, key, out);
        if (!bad.isEmpty() && bad.containsKey(key)) {
          Faults.Fault fault = bad.get(key);
          faults.add(
              done + i,
              fault == null ? ChCode.NOT_UTF8 : fault.code(),
              String.valueOf(fault == null ? "" : fault.why()));
        }
      }
      in.skip(some * width);
      done += some;
    }
  }

  private void append(Column dictionary, int key, Column out) {
    if (nullable && key == 0) {
      out.appendNull();
    } else if (dictionary instanceof BytesColumn texts) {
      ((BytesColumn) out).append(texts.data(), texts.start(key), texts.end(key) - texts.start(key));
    } else {
      Cells.copy(dictionary, key, out);
    }
  }

  private static int size(long value, int most) {
    if (value < 0 || value > most) {
      throw NativeInput.malformed("a dictionary of " + Long.toUnsignedString(value));
    }
    return (int) value;
  }
}
