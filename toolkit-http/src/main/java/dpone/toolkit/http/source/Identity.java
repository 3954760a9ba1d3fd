package dpone.toolkit.http.source;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests by which a record is known again; long enough that two do not meet by chance. */
final class Identity {
  private static final int BYTES = 12;

  private Identity() {}

  /** Of a record as it came. */
  static String of(byte[] data, int from, int to) {
    MessageDigest digest = sha256();
    digest.update(data, from, to - from);
    return text(digest);
  }

  /** Of some cells of a row. */
  static String of(ColumnBatch batch, int row, int[] columns) {
    MessageDigest digest = sha256();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    for (int index : columns) {
      Column column = batch.column(index);
      if (column.isNull(row)) {
        digest.update((byte) 0);
        continue;
      }
      digest.update((byte) 1);
      switch (column) {
        case IntColumn c -> update(digest, number, c.get(row));
        case LongColumn c -> update(digest, number, c.get(row));
        case DoubleColumn c -> update(digest, number, Double.doubleToLongBits(c.get(row)));
        case Int128Column c -> {
          update(digest, number, c.high(row));
          update(digest, number, c.low(row));
        }
        case BytesColumn c -> {
          update(digest, number, c.end(row) - c.start(row));
          digest.update(c.data(), c.start(row), c.end(row) - c.start(row));
        }
        default ->
            throw new IllegalArgumentException(
                "a key of type " + batch.schema().fields().get(index).type().text());
      }
    }
    return text(digest);
  }

  private static void update(MessageDigest digest, ByteBuffer number, long value) {
    digest.update(number.clear().putLong(value).flip());
  }

  private static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
