package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.error.ChCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The server's compressed frames: a checksum, a method, two lengths and the bytes. Every checksum
 * is verified. Used by one thread.
 */
public final class Frames {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a checksum. */
  public static final int CHECKSUM = 16;

  /** Bytes of method and lengths, which the checksum covers. */
  public static final int HEADER = 9;

  /** Method LZ4. */
  public static final byte LZ4 = (byte) 0x82;

  private static final byte NONE = 0x02;

  /** The server makes frames of 1 MiB; nobody needs larger ones. */
  private static final int LARGEST = 64 << 20;

  private final ByteSource source;
  private final CityHash128 hash = new CityHash128();
  private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestJavaInstance().safeDecompressor();
  private byte[] packed = new byte[64 << 10];
  private int filled;

  /** Frames of a source. */
  public Frames(ByteSource source) {
    this.source = source;
  }

  /** Where a frame is unpacked to. */
  public interface Room {
    /** An array and, by {@link #offset}, a place in it with room for that many bytes. */
    byte[] of(int bytes);

    /** The place in the array last given. */
    int offset();
  }

  /**
   * Unpacks the next frame.
   *
   * @return its bytes; -1 at the end of the source
   */
  public int next(Room room) {
    filled = 0;
    if (!fill(CHECKSUM + HEADER)) {
      return -1;
    }
    int packedSize = (int) INT.get(packed, CHECKSUM + 1);
    int size = (int) INT.get(packed, CHECKSUM + 5);
    byte method = packed[CHECKSUM];
    if ((method != LZ4 && method != NONE)
        || packedSize < HEADER
        || packedSize > LARGEST
        || size < 0
        || size > LARGEST) {
      throw malformed("a frame of method " + (method & 0xFF) + " and " + packedSize + " bytes");
    }
    fill(CHECKSUM + packedSize);
    hash.hash(packed, CHECKSUM, packedSize);
    if (hash.low() != (long) LONG.get(packed, 0) || hash.high() != (long) LONG.get(packed, 8)) {
      throw malformed("a frame whose checksum is wrong");
    }
    byte[] into = room.of(size);
    int from = CHECKSUM + HEADER;
    if (method == NONE) {
      if (packedSize - HEADER != size) {
        throw malformed("a frame whose lengths differ");
      }
      System.arraycopy(packed, from, into, room.offset(), size);
      return size;
    }
    try {
      int length = lz4.decompress(packed, from, packedSize - HEADER, into, room.offset(), size);
      if (length != size) {
        throw malformed("a frame that is shorter than it says");
      }
      return size;
    } catch (LZ4Exception failure) {
      throw malformed("a frame that cannot be unpacked");
    }
  }

  /** Makes sure that so much of the frame is there; false if the source ends before it begins. */
  private boolean fill(int wanted) {
    while (filled < wanted) {
      if (filled == packed.length) {
        // In steps, so that a length that lies does not take memory for bytes that never come.
        packed = java.util.Arrays.copyOf(packed, Math.min(wanted, packed.length * 2));
      }
      int count = source.read(packed, filled, Math.min(wanted, packed.length) - filled);
      if (count < 0) {
        if (filled == 0) {
          return false;
        }
        throw ChCode.STREAM_TRUNCATED.error("an answer ended in the middle of a frame").build();
      }
      filled += count;
    }
    return true;
  }

  /** What was read of a frame that is none, as text: the server may have said something plainly. */
  String raw() {
    return new String(packed, 0, filled, StandardCharsets.UTF_8);
  }

  private static RuntimeException malformed(String what) {
    return ChCode.STREAM_MALFORMED.error("an answer holds " + what).build();
  }

  /** The text of bytes that are either frames or plain, as an answer that is an error may be. */
  public static String text(byte[] answer) {
    if (answer.length < CHECKSUM + HEADER || answer[CHECKSUM] != LZ4) {
      return new String(answer, StandardCharsets.UTF_8);
    }
    int[] at = {0};
    Frames frames =
        new Frames((into, offset, length) -> {
          int count = Math.min(length, answer.length - at[0]);
          System.arraycopy(answer, at[0], into, offset, count);
          at[0] += count;
          return count == 0 ? -1 : count;
        });
    NativeInput input = new NativeInput(frames);
    return input.rest(64 << 10);
  }
}
