package dpone.toolkit.http.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Undoes what {@code Content-Encoding} names (RFC 9110, section 8.4). */
final class Decoding {
  private static final int BUFFER = 16 << 10;

  private Decoding() {}

  /** What is asked for where a call does not say. */
  static final String ACCEPTED = "gzip, deflate";

  /** Whether the body is as it came. */
  static boolean plain(Headers headers) {
    return codings(headers).isEmpty();
  }

  /**
   * The body as it was before it was encoded.
   *
   * @throws ZipException when it is not what it says, or in a coding that is not known
   */
  static InputStream of(Headers headers, InputStream raw) throws IOException {
    InputStream decoded = raw;
    for (String coding : codings(headers).reversed()) {
      decoded = undo(coding, decoded);
    }
    return decoded;
  }

  private static List<String> codings(Headers headers) {
    List<String> found = new ArrayList<>();
    for (String value : headers.values("Content-Encoding")) {
      for (String coding : value.split(",")) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("identity")) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static InputStream undo(String coding, InputStream in) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in, BUFFER);
      case "deflate" -> inflated(in);
      default -> throw new ZipException("Content-Encoding " + coding + " is not known");
    };
  }

  /** Many servers send the bare compressed data for what ought to be in zlib's envelope. */
  private static InputStream inflated(InputStream in) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(in, BUFFER);
    peeked.mark(2);
    int first = peeked.read();
    int second = peeked.read();
    peeked.reset();
    boolean envelope =
        first >= 0 && second >= 0 && (first & 0x0F) == 8 && ((first << 8) + second) % 31 == 0;
    return new Inflated(peeked, new Inflater(!envelope));
  }

  /** Gives the memory outside of the heap back when it is closed. */
  private static final class Inflated extends InflaterInputStream {
    Inflated(InputStream in, Inflater inflater) {
      super(in, inflater, BUFFER);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
