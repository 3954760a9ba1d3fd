package dpone.connector.clickhouse.codec;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.Int128Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text, bytes, enums and UUIDs. */
final class Texts {
  private Texts() {}

  /** {@code String}. */
  static CellEncoder string() {
    return new CellEncoder() {
      @Override
      void write(Column column, Rows rows, Out out) {
        BytesColumn bytes = (BytesColumn) column;
        byte[] data = bytes.data();
        for (int i = 0; i < rows.count(); i++) {
          int row = rows.at(i);
          int start = bytes.start(row);
          out.blob(data, start, bytes.end(row) - start);
        }
      }
    };
  }

  /** {@code FixedString}: a shorter text would come back with zeros behind it. */
  static CellEncoder fixed(int length) {
    return new CellEncoder() {
      @Override
      boolean objects() {
        return true;
      }

      @Override
      @Nullable String objection(Column column, int row) {
        BytesColumn bytes = (BytesColumn) column;
        int size = bytes.end(row) - bytes.start(row);
        return size == length ? null : "a value of " + size + " bytes is not of " + length;
      }

      @Override
      void write(Column column, Rows rows, Out out) {
        BytesColumn bytes = (BytesColumn) column;
        for (int i = 0; i < rows.count(); i++) {
          int row = rows.at(i);
          if (bytes.end(row) - bytes.start(row) == length) {
            out.bytes(bytes.data(), bytes.start(row), length);
          } else {
            out.zeros(length);
          }
        }
      }
    };
  }

  /** {@code UUID}: two halves, each little endian. */
  static CellEncoder uuid() {
    return new CellEncoder() {
      @Override
      void write(Column column, Rows rows, Out out) {
        Int128Column pairs = (Int128Column) column;
        if (rows.together()) {
          out.longs(pairs.array(), rows.first() * 2, rows.count() * 2);
          return;
        }
        for (int i = 0; i < rows.count(); i++) {
          int row = rows.at(i);
          out.i64(pairs.high(row));
          out.i64(pairs.low(row));
        }
      }
    };
  }

  /**
   * {@code Enum8} or {@code Enum16}.
   *
   * @param items as the server spells them, such as {@code 'a' = 1}
   */
  static CellEncoder enumeration(List<String> items, boolean wide) {
    byte[][] names = new byte[items.size()][];
    int[] values = new int[items.size()];
    for (int i = 0; i < names.length; i++) {
      int equals = items.get(i).lastIndexOf('=');
      names[i] =
          TypeName.unquoted(items.get(i).substring(0, equals).strip())
              .getBytes(StandardCharsets.UTF_8);
      values[i] = Integer.parseInt(items.get(i).substring(equals + 1).strip());
    }
    return new Enumerated(names, values, wide);
  }

  private static final class Enumerated extends CellEncoder {
    private final byte[][] names;
    private final int[] values;
    private final boolean wide;

    Enumerated(byte[][] names, int[] values, boolean wide) {
      this.names = names;
      this.values = values;
      this.wide = wide;
    }

    private int find(BytesColumn bytes, int row) {
      int from = bytes.start(row);
      int to = bytes.end(row);
      for (int i = 0; i < names.length; i++) {
        if (Arrays.equals(names[i], 0, names[i].length, bytes.data(), from, to)) {
          return i;
        }
      }
      return -1;
    }

    @Override
    boolean objects() {
      return true;
    }

    @Override
    @Nullable String objection(Column column, int row) {
      BytesColumn bytes = (BytesColumn) column;
      return find(bytes, row) >= 0 ? null : "'" + bytes.text(row) + "' is no value of the enum";
    }

    @Override
    void write(Column column, Rows rows, Out out) {
      BytesColumn bytes = (BytesColumn) column;
      out.cells(
          rows.count(),
          wide ? 2 : 1,
          (from, to, into, at) -> {
            int next = at;
            for (int i = from; i < to; i++) {
              int value = values[Math.max(0, find(bytes, rows.at(i)))];
              if (wide) {
                LittleEndian.int16(into, next, value);
                next += 2;
              } else {
                into[next++] = (byte) value;
              }
            }
          });
    }
  }
}
