package dpone.toolkit.format.json;

import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in one JSON text (RFC 8259, UTF-8). Tokens are checked in full, also those that nobody
 * wants. Whatever is not JSON is a {@link PoisonException}. Used by one thread; the last token lies
 * in {@link #text} from {@link #from} to {@link #to}.
 */
public final class JsonCursor {
  /** Objects and arrays inside one another. */
  public static final int DEEPEST = 500;

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  byte[] text = {};
  int from;
  int to;
  private byte[] data = {};
  private int at;
  private int end;
  private byte[] scratch = new byte[64];

  /** Begins with another text, which is not copied. */
  public void open(byte[] source, int offset, int length) {
    data = source;
    at = offset;
    end = offset + length;
  }

  /** The next byte that is no space; -1 at the end. */
  public int peek() {
    while (at < end) {
      int b = data[at];
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return b & 0xFF;
      }
      at++;
    }
    return -1;
  }

  /** Steps over the byte that {@link #peek} gave. */
  public void advance() {
    at++;
  }

  /** Index of the next byte in {@link #data}. */
  public int position() {
    return at;
  }

  /** Goes back to a place before. */
  void back(int position) {
    at = position;
  }

  /** What was opened. */
  public byte[] data() {
    return data;
  }

  /** Steps over a byte that has to come next. */
  public void expect(int wanted) {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  /** Refuses anything but spaces behind the value. */
  public void end() {
    if (peek() >= 0) {
      throw unexpected();
    }
  }

  /** Steps over a name if it is exactly this one, quotes included. */
  public boolean skipName(byte[] quoted) {
    int stop = at + quoted.length;
    if (stop > end || !Arrays.equals(data, at, stop, quoted, 0, quoted.length)) {
      return false;
    }
    at = stop;
    return true;
  }

  /** Steps over a colon. */
  public void colon() {
    if (at < end && data[at] == ':') {
      at++;
    } else {
      expect(':');
    }
  }

  /** Steps over {@code null}. */
  public void nullLiteral() {
    literal(NULL);
  }

  /** The value of {@code true} or {@code false}. */
  public boolean bool() {
    boolean value = peek() == 't';
    literal(value ? TRUE : FALSE);
    return value;
  }

  private void literal(byte[] word) {
    int stop = at + word.length;
    if (stop > end || !Arrays.equals(data, at, stop, word, 0, word.length)) {
      throw unexpected();
    }
    at = stop;
  }

  /** A number, as it is written. */
  public void number() {
    int i = at;
    if (i < end && data[i] == '-') {
      i++;
    }
    int first = i;
    i = digits(i);
    if (i == first || (i - first > 1 && data[first] == '0')) {
      throw unexpected();
    }
    if (i < end && data[i] == '.') {
      first = ++i;
      i = digits(i);
      if (i == first) {
        throw unexpected();
      }
    }
    if (i < end && (data[i] | 0x20) == 'e') {
      i++;
      if (i < end && (data[i] == '+' || data[i] == '-')) {
        i++;
      }
      first = i;
      i = digits(i);
      if (i == first) {
        throw unexpected();
      }
    }
    text = data;
    from = at;
    to = i;
    at = i;
  }

  private int digits(int start) {
    int i = start;
    while (i < end && data[i] >= '0' && data[i] <= '9') {
      i++;
    }
    return i;
  }

  /** A string, without quotes and with its escapes resolved. */
  public void string() {
    if (peek() != '"') {
      throw unexpected();
    }
    byte[] bytes = data;
    int start = ++at;
    int i = start;
    int stop = end;
    while (i < stop) {
      i = JsonScan.special(bytes, i, stop);
      if (i == stop) {
        break;
      }
      int b = bytes[i];
      if (b < 0) {
        do {
          i = Utf8.next(bytes, i, stop);
        } while (i < stop && bytes[i] < 0);
      } else if (b == '"') {
        text = bytes;
        from = start;
        to = i;
        at = i + 1;
        return;
      } else if (b == '\\') {
        escaped(start, i);
        return;
      } else {
        at = i;
        throw Refusal.malformed("a control character stands in a JSON string");
      }
    }
    at = end;
    throw unexpected();
  }

  private void escaped(int start, int firstEscape) {
    int length = firstEscape - start;
    scratch = length + 16 > scratch.length ? new byte[2 * length + 64] : scratch;
    System.arraycopy(data, start, scratch, 0, length);
    int i = firstEscape;
    while (i < end) {
      // Room for the longest step: four bytes of a character.
      if (length + 4 > scratch.length) {
        scratch = Arrays.copyOf(scratch, scratch.length * 2);
      }
      int b = data[i];
      if (b == '"') {
        text = scratch;
        from = 0;
        to = length;
        at = i + 1;
        return;
      }
      if (b == '\\') {
        at = i;
        length = escape(length);
        i = at;
      } else if (b < 0) {
        int next = Utf8.next(data, i, end);
        System.arraycopy(data, i, scratch, length, next - i);
        length += next - i;
        i = next;
      } else if (b < 0x20) {
        throw Refusal.malformed("a control character stands in a JSON string");
      } else {
        scratch[length++] = (byte) b;
        i++;
      }
    }
    at = end;
    throw unexpected();
  }

  private int escape(int length) {
    int c = at + 1 < end ? data[at + 1] : -1;
    int plain =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    if (plain >= 0) {
      scratch[length] = (byte) plain;
      at += 2;
      return length + 1;
    }
    if (c != 'u') {
      throw unexpected();
    }
    int code = hex(at + 2);
    at += 6;
    if (code >= 0xD800 && code < 0xE000) {
      if (code >= 0xDC00 || at + 1 >= end || data[at] != '\\' || data[at + 1] != 'u') {
        throw Refusal.malformed("half a surrogate pair stands in a JSON string");
      }
      int second = hex(at + 2);
      if (second < 0xDC00 || second >= 0xE000) {
        throw Refusal.malformed("half a surrogate pair stands in a JSON string");
      }
      at += 6;
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    }
    return Utf8.encode(code, scratch, length);
  }

  private int hex(int start) {
    int value = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = i < end && data[i] > 0 ? Character.digit(data[i], 16) : -1;
      if (digit < 0) {
        throw unexpected();
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Steps over a value of any kind, which lies from the position before to the one after. */
  public void skipValue(int depth) {
    switch (peek()) {
      case '{' -> {
        deeper(depth);
        at++;
        if (peek() == '}') {
          at++;
          return;
        }
        do {
          string();
          colon();
          skipValue(depth + 1);
        } while (more('}'));
      }
      case '[' -> {
        deeper(depth);
        at++;
        if (peek() == ']') {
          at++;
          return;
        }
        do {
          skipValue(depth + 1);
        } while (more(']'));
      }
      case '"' -> string();
      case 't', 'f' -> bool();
      case 'n' -> nullLiteral();
      default -> number();
    }
  }

  /** Steps over a comma, or the closing bracket; tells whether there is more. */
  public boolean more(int closing) {
    int b = peek();
    if (b == ',') {
      at++;
      return true;
    }
    if (b != closing) {
      throw unexpected();
    }
    at++;
    return false;
  }

  /** Refuses what is nested too deep. */
  public void deeper(int depth) {
    if (depth >= DEEPEST) {
      throw Refusal.malformed("JSON is nested deeper than " + DEEPEST + " levels");
    }
  }

  /** The last string or number as text. */
  public String token() {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** Appends the last string or number. */
  public void appendToken(ByteOutput out) {
    out.write(text, from, to - from);
  }

  /** The value that begins here is another than the column's; or none begins here. */
  public PoisonException wrongType(String wanted) {
    int next = peek();
    if (next < 0 || "{[\"-tfn0123456789".indexOf(next) < 0) {
      return unexpected();
    }
    int start = at;
    return new PoisonException(
        FormatCode.VALUE_WRONG_TYPE,
        Refusal.text(data, start, Math.min(end, start + 120)),
        "the value is no " + wanted);
  }

  private PoisonException unexpected() {
    return at >= end
        ? Refusal.malformed("JSON ends too early")
        : new PoisonException(
            FormatCode.MALFORMED,
            Refusal.text(data, at, Math.min(end, at + 40)),
            "the text is not JSON from here on");
  }
}
