package dpone.toolkit.format.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a packed body: counted, with its own failures told from those of unpacking, and with
 * its end kept, by which a zip shows that it is whole.
 */
final class Source extends InputStream {
  /** A zip's end, with the longest comment. */
  static final int ZIP_END = 22 + 65_535;

  private final InputStream in;
  private byte[] first = {};
  private int at;
  private byte[] tail = {};
  private int kept;
  private long count;
  private @Nullable IOException failure;
  private boolean ended;

  Source(InputStream in) {
    this.in = in;
  }

  /** The first bytes, which are read again afterwards. */
  byte[] peek(int wanted) throws IOException {
    first = in.readNBytes(wanted);
    return first;
  }

  long count() {
    return count;
  }

  /** Whether everything was read. */
  boolean isEnded() {
    return ended;
  }

  /** Whether a text of ASCII stands among the last bytes. */
  boolean endsWith(String text) {
    int length = Math.min(kept, text.length() + 200);
    byte[] end = Arrays.copyOfRange(tail, kept - length, kept);
    // The zeros are those of UTF-16.
    return new String(end, java.nio.charset.StandardCharsets.ISO_8859_1)
        .replace("\0", "")
        .contains(text);
  }

  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got;
    if (at < first.length && length > 0) {
      got = Math.min(length, first.length - at);
      System.arraycopy(first, at, to, offset, got);
      at += got;
    } else {
      try {
        got = in.read(to, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
    ended |= got < 0;
    if (got > 0) {
      count += got;
      keep(to, offset, got);
    }
    return got;
  }

  /** Keeps that many of the last bytes, of those that are yet to come. */
  void keepEnd(int bytes) {
    tail = new byte[2 * bytes];
  }

  private void keep(byte[] data, int offset, int length) {
    int most = tail.length / 2;
    int taken = Math.min(length, most);
    if (kept + taken > tail.length) {
      int left = Math.min(kept, most);
      System.arraycopy(tail, kept - left, tail, 0, left);
      kept = left;
    }
    System.arraycopy(data, offset + length - taken, tail, kept, taken);
    kept += taken;
  }

  /**
   * Reads to the end and looks for the record that ends a zip, which says how many entries there
   * are: one that was cut off between two entries looks whole otherwise.
   */
  void checkZipEnd(int entries) throws IOException {
    byte[] buffer = new byte[8192];
    while (read(buffer, 0, buffer.length) >= 0) {
      // what is left is the directory
    }
    byte[] end = Arrays.copyOfRange(tail, Math.max(0, kept - ZIP_END), kept);
    for (int i = end.length - 22; i >= 0; i--) {
      if (end[i] == 'P' && end[i + 1] == 'K' && end[i + 2] == 5 && end[i + 3] == 6) {
        int told = (end[i + 10] & 0xFF) | (end[i + 11] & 0xFF) << 8;
        // A count that does not fit stands elsewhere.
        if (told != 0xFFFF && told != (entries & 0xFFFF)) {
          throw BodyCode.ARCHIVE_BROKEN
              .error("the archive has " + told + " entries, and " + entries + " of them were found")
              .build();
        }
        return;
      }
    }
    throw BodyCode.ARCHIVE_BROKEN
        .error("the archive ends after " + count + " bytes, before its directory does")
        .build();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
