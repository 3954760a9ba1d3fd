package dpone.connector.clickhouse.wire;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whole numbers and decimals of more than 38 digits, which a batch holds as text. */
final class Wide extends Fixed {
  private final int bytes;
  private final boolean unsigned;
  private final int scale;

  Wide(int bytes, boolean unsigned, int scale) {
    super(bytes);
    this.bytes = bytes;
    this.unsigned = unsigned;
    this.scale = scale;
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
    BytesColumn texts = (BytesColumn) out;
    byte[] big = new byte[bytes + 1];
    for (int i = 0; i < count; i++) {
      if (isNull(nulls, first + i)) {
        texts.appendNull();
        continue;
      }
      int last = at + i * bytes + bytes - 1;
      for (int b = 0; b < bytes; b++) {
        big[b + 1] = data[last - b];
      }
      big[0] = (byte) (!unsigned && big[1] < 0 ? -1 : 0);
      byte[] text =
          new BigDecimal(new BigInteger(big), scale)
              .toPlainString()
              .getBytes(StandardCharsets.US_ASCII);
      texts.append(text, 0, text.length);
    }
  }
}
