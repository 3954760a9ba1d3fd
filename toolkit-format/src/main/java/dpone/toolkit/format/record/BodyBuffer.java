package dpone.toolkit.format.record;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.input.BodyCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A window that moves over a body. What comes after {@link #mark} stays in it, up to a limit;
 * indexes change whenever {@link #fill} is called.
 */
class BodyBuffer {
  private static final int FIRST = 1 << 16;

  private final InputStream in;
  private final int limit;
  byte[] data;
  int at;
  int end;
  private int mark = -1;
  private long dropped;
  private boolean ended;

  /** Over a stream; what is kept has at most {@code limit} bytes. */
  BodyBuffer(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
    this.data = new byte[FIRST];
  }

  /** Over nothing yet. */
  BodyBuffer() {
    this.in = InputStream.nullInputStream();
    this.limit = Integer.MAX_VALUE - 16;
    this.data = new byte[0];
    this.ended = true;
  }

  /** Goes over to bytes that are in memory; they are not copied. */
  void open(byte[] bytes, int from, int to) {
    data = bytes;
    at = from;
    end = to;
    mark = -1;
    dropped = -from;
    ended = true;
  }

  /** Keeps what comes from here on, until {@link #release}. */
  void mark() {
    mark = at;
  }

  /** Index of the first byte that is kept. */
  int marked() {
    return mark;
  }

  /** What was kept may go. */
  void release() {
    mark = -1;
  }

  /** Bytes of the body up to the present place. */
  long position() {
    return dropped + at;
  }

  /** Reads more; tells whether there was any. Moves what is kept, so indexes change. */
  boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int keep = mark < 0 ? at : mark;
    if (keep > 0 && (end == data.length || keep == end)) {
      System.arraycopy(data, keep, data, 0, end - keep);
      dropped += keep;
      at -= keep;
      end -= keep;
      mark = mark < 0 ? -1 : 0;
      keep = 0;
    }
    if (end == data.length) {
      grow();
    }
    int count = in.read(data, end, data.length - end);
    if (count < 0) {
      ended = true;
      return false;
    }
    end += count;
    return count > 0 || fill();
  }

  private void grow() {
    if (end - Math.max(0, mark) > limit) {
      throw tooLarge();
    }
    data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 16L, data.length * 2L));
  }

  /** Refuses what is kept if it is too large. */
  void checkLimit() {
    if (mark >= 0 && at - mark > limit) {
      throw tooLarge();
    }
  }

  private RuntimeException tooLarge() {
    return BodyCode.RECORD_TOO_LARGE
        .error(
            "what begins at byte "
                + (dropped + Math.max(0, mark))
                + " of the body has more than "
                + limit
                + " bytes")
        .build();
  }

  /** The next byte that is no space, or -1 at the end of the body. */
  int peek() throws IOException {
    while (true) {
      while (at < end) {
        int b = data[at];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return b & 0xFF;
        }
        at++;
      }
      if (!fill()) {
        return -1;
      }
    }
  }

  /** The next byte, or -1 at the end of the body. */
  int peekByte() throws IOException {
    return at < end || fill() ? data[at] & 0xFF : -1;
  }

  /** A few characters from here on, for messages. */
  String excerpt() {
    try {
      while (end - at < 40 && fill()) {
        // as much as a message shows
      }
    } catch (IOException e) {
      // what is there has to do
    }
    int length = Math.min(40, end - at);
    return new String(data, at, length, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  /** The body that begins here is markup instead of what was expected. */
  DponeException markup(String expected) {
    String start = excerpt();
    String lower = start.toLowerCase(Locale.ROOT);
    boolean isHtml = lower.startsWith("<!doctype html") || lower.startsWith("<html");
    return isHtml
        ? BodyCode.BODY_HTML
            .error("the body is an HTML page and not " + expected + ": " + start)
            .build()
        : BodyCode.BODY_MALFORMED
            .error("the body is XML or HTML and not " + expected + ": " + start)
            .build();
  }
}
