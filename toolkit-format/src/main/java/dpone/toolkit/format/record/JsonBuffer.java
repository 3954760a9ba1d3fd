package dpone.toolkit.format.record;

import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonScan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Steps over JSON by its structure alone: quotes, escapes and brackets. What is inside of values is
 * checked by whoever reads them.
 */
final class JsonBuffer extends BodyBuffer {
  /** What a byte means outside of strings: 1 a quote, 2 an opening bracket, 3 a closing one. */
  private static final byte[] MEANING = new byte[256];

  static {
    MEANING['"'] = 1;
    MEANING['{'] = 2;
    MEANING['['] = 2;
    MEANING['}'] = 3;
    MEANING[']'] = 3;
  }

  private byte[] open = new byte[64];

  /** Over a stream; a value that is kept has at most {@code limit} bytes. */
  JsonBuffer(InputStream in, int limit) {
    super(in, limit);
  }

  /** Over values in memory; {@link #open} tells which. */
  JsonBuffer() {}

  /** The next byte that is no space; the body must not end here. */
  int need() throws IOException {
    int b = peek();
    if (b < 0) {
      throw truncated();
    }
    return b;
  }

  /** Steps over a byte that has to come next. */
  void expect(int wanted) throws IOException {
    if (need() != wanted) {
      throw unexpected();
    }
    at++;
  }

  /** Steps over a comma, or the closing bracket; tells whether there is more. */
  boolean more(int closing) throws IOException {
    int b = need();
    if (b != ',' && b != closing) {
      throw unexpected();
    }
    at++;
    return b == ',';
  }

  /** Steps over a value of any kind. */
  void skipValue() throws IOException {
    int b = need();
    switch (b) {
      case '"' -> skipString();
      case '{', '[' -> skipNested();
      default -> skipScalar(b);
    }
    checkLimit();
  }

  private void skipScalar(int first) throws IOException {
    if ("-0123456789tfn".indexOf(first) < 0) {
      throw unexpected();
    }
    while (true) {
      while (at < end) {
        int b = data[at];
        if (b <= ' ' || b == ',' || b == '}' || b == ']') {
          return;
        }
        if (b == ':' || b == '"' || b == '{' || b == '[') {
          throw unexpected();
        }
        at++;
      }
      if (!fill()) {
        return;
      }
    }
  }

  /** Steps over a string, its quotes included. */
  void skipString() throws IOException {
    at++;
    boolean escaped = false;
    while (true) {
      byte[] bytes = data;
      int i = at;
      int stop = end;
      if (escaped && i < stop) {
        i++;
        escaped = false;
      }
      while (i < stop) {
        i = JsonScan.quoteOrEscape(bytes, i, stop);
        if (i == stop) {
          break;
        }
        if (bytes[i] == '"') {
          at = i + 1;
          return;
        }
        escaped = i + 1 == stop;
        i += escaped ? 1 : 2;
      }
      at = i;
      if (!fill()) {
        throw truncated();
      }
    }
  }

  private void skipNested() throws IOException {
    int depth = 0;
    while (true) {
      byte[] bytes = data;
      int i = at;
      int stop = end;
      while (i < stop) {
        int b = bytes[i] & 0xFF;
        int meaning = MEANING[b];
        if (meaning == 0) {
          i++;
        } else if (meaning == 1) {
          at = i;
          skipString();
          bytes = data;
          i = at;
          stop = end;
        } else if (meaning == 2) {
          open = depth == open.length ? Arrays.copyOf(open, depth * 2) : open;
          // The brackets of one kind are two apart in ASCII.
          open[depth++] = (byte) (b + 2);
          i++;
          if (depth > 10_000) {
            at = i;
            throw malformed("JSON is nested deeper than 10000 levels");
          }
        } else {
          if (open[--depth] != b) {
            at = i;
            throw unexpected();
          }
          i++;
          if (depth == 0) {
            at = i;
            return;
          }
        }
      }
      at = i;
      if (!fill()) {
        throw truncated();
      }
    }
  }

  /** The body ends here, and must not. */
  RuntimeException truncated() {
    return BodyCode.BODY_TRUNCATED
        .error("the body ends after " + position() + " bytes, inside of its JSON")
        .build();
  }

  /** The byte here cannot be. */
  RuntimeException unexpected() {
    return malformed("the body is not JSON from byte " + position() + " on: " + excerpt());
  }

  private static RuntimeException malformed(String message) {
    return BodyCode.BODY_MALFORMED.error(message).build();
  }
}
