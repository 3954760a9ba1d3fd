package dpone.toolkit.format.input;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose first bytes were looked at already. */
final class Rejoined extends InputStream {
  private final byte[] first;
  private final InputStream rest;
  private int at;

  Rejoined(byte[] first, int from, InputStream rest) {
    this.first = first;
    this.at = from;
    this.rest = rest;
  }

  @Override
  public int read() throws IOException {
    return at < first.length ? first[at++] & 0xFF : rest.read();
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (at == first.length || length == 0) {
      return rest.read(to, offset, length);
    }
    int count = Math.min(length, first.length - at);
    System.arraycopy(first, at, to, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
