package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text and bytes, of any length or of a fixed one. */
final class Texts extends CellDecoder {
  private static final int SHOWN = 16;

  private final int fixed;
  private final boolean text;
  private final long largest;

  /**
   * Text or bytes.
   *
   * @param fixed length of each, or -1 where each tells its own
   * @param text whether they have to be UTF-8
   * @param largest the largest cell, in bytes
   */
  Texts(int fixed, boolean text, long largest) {
    this.fixed = fixed;
    this.text = text;
    this.largest = largest;
  }

  @Override
  void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults) {
    BytesColumn texts = (BytesColumn) out;
    for (int row = 0; row < rows; row++) {
      int length = fixed < 0 ? in.count(Integer.MAX_VALUE - 16, "bytes of a cell") : fixed;
      if (length > largest) {
        throw ChCode.CELL_TOO_LARGE
            .error("a cell of " + length + " bytes is larger than " + largest)
            .build();
      }
      byte[] data = in.data();
      int at = in.at();
      boolean together = in.ready() >= length;
      if (!together) {
        data = in.bytes(length);
        at = 0;
      }
      if (Fixed.isNull(nulls, row)) {
        texts.appendNull();
      } else if (text && !Utf8.isValid(data, at, at + length)) {
        faults.add(row, ChCode.NOT_UTF8, "the bytes " + shown(data, at, length) + " are not UTF-8");
        texts.append(data, at, 0);
      } else {
        texts.append(data, at, length);
      }
      if (together) {
        in.skip(length);
      }
    }
  }

  private static String shown(byte[] data, int at, int length) {
    return HexFormat.of().formatHex(data, at, at + Math.min(length, SHOWN))
        + (length > SHOWN ? "..." : "");
  }
}
