package dpone.toolkit.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes that come in pieces of any size, as from a network; nothing is known to be available. */
public final class Dribble extends ByteArrayInputStream {
  private final Random random;

  /** Over some bytes; the same seed gives the same pieces. */
  public Dribble(byte[] data, long seed) {
    super(data);
    this.random = new Random(seed);
  }

  /** Over text in UTF-8. */
  public static Dribble of(String text) {
    return new Dribble(text.getBytes(StandardCharsets.UTF_8), text.length());
  }

  @Override
  public synchronized int read(byte[] to, int offset, int length) {
    return super.read(to, offset, Math.min(length, 1 + random.nextInt(random.nextInt(60) + 1)));
  }

  @Override
  public synchronized int available() {
    return 0;
  }
}
