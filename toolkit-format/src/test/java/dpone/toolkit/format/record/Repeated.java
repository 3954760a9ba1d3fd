package dpone.toolkit.format.record;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A body of any size: a head, a piece many times, a tail. Nothing of it is held but the piece. */
final class Repeated extends InputStream {
  private final byte[] piece;
  private final byte[] tail;
  private byte[] now;
  private int at;
  private long left;

  Repeated(String head, String piece, long times, String tail) {
    this.now = head.getBytes(StandardCharsets.UTF_8);
    this.piece = piece.getBytes(StandardCharsets.UTF_8);
    this.left = times;
    this.tail = tail.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("read by the array");
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    while (at == now.length) {
      if (left < 0) {
        return -1;
      }
      now = left-- > 0 ? piece : tail;
      at = 0;
    }
    int count = Math.min(length, now.length - at);
    System.arraycopy(now, at, to, offset, count);
    at += count;
    return count;
  }
}
