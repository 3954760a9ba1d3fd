package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.error.ChErrors;
import dpone.spi.error.DponeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of little-endian values, in frames or plain. Decoders look into its buffer directly: so
 * much of a column as is there is read in one loop. Used by one thread.
 */
public final class NativeInput {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PLAIN_BUFFER = 256 << 10;
  private static final int LONGEST_COMPLAINT = 64 << 10;

  private final @Nullable Frames frames;
  private final @Nullable ByteSource plain;
  private final Frames.Room room = new Behind();
  private byte[] data = new byte[0];
  private int at;
  private int end;

  /** Of frames. */
  public NativeInput(Frames frames) {
    this.frames = frames;
    this.plain = null;
  }

  /** Of bytes as they are. */
  public NativeInput(ByteSource plain) {
    this.frames = null;
    this.plain = plain;
    this.data = new byte[PLAIN_BUFFER];
  }

  /** The buffer; valid from {@link #at} on for {@link #ready} bytes. */
  byte[] data() {
    return data;
  }

  int at() {
    return at;
  }

  int ready() {
    return end - at;
  }

  void skip(int count) {
    at += count;
  }

  /** Whether nothing follows. */
  boolean atEnd() {
    return at == end && !more();
  }

  /** Makes sure that so many bytes, at most a few, lie together in the buffer. */
  void need(int count) {
    while (end - at < count) {
      if (!more()) {
        throw truncated();
      }
    }
  }

  /**
   * How many whole values of that width lie in the buffer, at least one.
   *
   * @param most how many are wanted
   */
  int values(int width, int most) {
    if (end - at < width) {
      need(width);
    }
    return Math.min(most, (end - at) / width);
  }

  int u8() {
    need(1);
    return data[at++] & 0xFF;
  }

  long i64() {
    need(8);
    long value = (long) LONG.get(data, at);
    at += 8;
    return value;
  }

  /** A number in groups of seven bits. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw malformed("a number of more than 64 bits");
  }

  /** A number that counts something; {@code most} is the largest that makes sense. */
  int count(long most, String what) {
    long value = varint();
    if (value < 0 || value > most) {
      throw malformed(Long.toUnsignedString(value) + " " + what);
    }
    return (int) value;
  }

  /** A short text. */
  String text() {
    int length = count(1 << 20, "bytes of a name");
    byte[] bytes = bytes(length);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** So many bytes; the array grows as they come, so that a length that lies takes no memory. */
  byte[] bytes(int length) {
    byte[] bytes = new byte[Math.min(length, 64 << 10)];
    int taken = 0;
    while (taken < length) {
      need(1);
      int count = Math.min(length - taken, end - at);
      if (taken + count > bytes.length) {
        bytes =
            Arrays.copyOf(
                bytes, (int) Math.min(length, Math.max(taken + (long) count, bytes.length * 2L)));
      }
      System.arraycopy(data, at, bytes, taken, count);
      at += count;
      taken += count;
    }
    return bytes;
  }

  private boolean more() {
    if (at == end) {
      at = 0;
      end = 0;
    }
    if (frames != null) {
      int count = frames.next(room);
      if (count >= 0) {
        end += count;
      }
      return count >= 0;
    }
    byte[] target = room.of(PLAIN_BUFFER / 2);
    int count = source().read(target, end, target.length - end);
    if (count > 0) {
      end += count;
    }
    return count >= 0;
  }

  private ByteSource source() {
    if (plain == null) {
      throw new IllegalStateException("frames have no plain source");
    }
    return plain;
  }

  /** What is still to come, up to so many bytes, as text. */
  String rest(int most) {
    StringBuilder text = new StringBuilder();
    try {
      while (text.length() < most && (at < end || more())) {
        text.append(new String(data, at, end - at, StandardCharsets.UTF_8));
        at = end;
      }
    } catch (DponeException cutOff) {
      // What came before it is what there is.
    }
    return text.toString();
  }

  /**
   * The error that a failure to understand the stream really is: the server puts its exception into
   * the stream, where it stands in place of data.
   */
  DponeException explain(DponeException failure) {
    int from = Math.max(0, end - LONGEST_COMPLAINT);
    String before = new String(data, from, end - from, StandardCharsets.UTF_8);
    at = end;
    DponeException said = said(before + rest(1 << 20));
    if (said == null && frames != null) {
      said = said(frames.raw());
    }
    return said == null ? failure : said;
  }

  private static @Nullable DponeException said(String text) {
    int last = text.lastIndexOf("Code: ");
    return last < 0 ? null : ChErrors.inStream("reading", text.substring(last)).orElse(null);
  }

  static DponeException malformed(String what) {
    return ChCode.STREAM_MALFORMED.error("an answer holds " + what).build();
  }

  private static DponeException truncated() {
    return ChCode.STREAM_TRUNCATED.error("an answer ended in the middle of a block").build();
  }

  /** Behind what was not read yet, which moves to the front. */
  private final class Behind implements Frames.Room {
    @Override
    public byte[] of(int bytes) {
      int left = end - at;
      if (at > 0) {
        System.arraycopy(data, at, data, 0, left);
        at = 0;
        end = left;
      }
      if (data.length - end < bytes) {
        data = Arrays.copyOf(data, end + bytes);
      }
      return data;
    }

    @Override
    public int offset() {
      return end;
    }
  }
}
