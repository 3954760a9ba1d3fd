package dpone.toolkit.http.exchange;

import dpone.spi.batch.BatchMemory;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The start of a body, in memory that is charged to the run or small enough not to be. */
final class BodyBuffer implements AutoCloseable {
  private static final int SMALLEST = 16 << 10;

  private final @Nullable BatchMemory memory;
  private final boolean own;
  private final int limit;
  private byte @Nullable [] array;
  private int length;
  private boolean closed;

  private BodyBuffer(@Nullable BatchMemory memory, boolean own, int limit) {
    this.memory = memory;
    this.own = own;
    this.limit = limit;
  }

  /** In memory of the caller's, which outlives the answer. */
  static BodyBuffer lent(BatchMemory memory, int limit) {
    return new BodyBuffer(memory, false, limit);
  }

  /** In memory that ends with the answer. */
  static BodyBuffer owned(BatchMemory memory, int limit) {
    return new BodyBuffer(memory, true, limit);
  }

  /** For what is small by nature. */
  static BodyBuffer small(int limit) {
    return new BodyBuffer(null, false, limit);
  }

  int limit() {
    return limit;
  }

  /**
   * Reads until the end or until it is full.
   *
   * @param expected length of the body, or a negative number
   * @return whether the end was reached
   */
  boolean fill(InputStream in, long expected) throws IOException {
    clear();
    // One byte more than the body has, so that its end is met without another array.
    long wanted = expected < 0 ? SMALLEST : expected + 1;
    byte[] into = take((int) Math.max(1, Math.min(wanted, limit)));
    while (true) {
      int room = Math.min(into.length, limit) - length;
      if (room == 0) {
        if (length >= limit) {
          return false;
        }
        into = larger(into);
        continue;
      }
      int count = in.read(into, length, room);
      if (count < 0) {
        return true;
      }
      length += count;
    }
  }

  private byte[] larger(byte[] full) {
    byte[] next = allocate((int) Math.min(limit, 2L * full.length));
    System.arraycopy(full, 0, next, 0, length);
    give(full);
    array = next;
    return next;
  }

  private byte[] take(int size) {
    byte[] taken = allocate(size);
    array = taken;
    return taken;
  }

  private byte[] allocate(int size) {
    BatchMemory known = memory;
    return known == null ? new byte[size] : known.bytes(size);
  }

  private void give(byte[] bytes) {
    BatchMemory known = memory;
    if (known != null) {
      known.recycle(bytes);
    }
  }

  byte[] array() {
    byte[] known = array;
    return known == null ? new byte[0] : known;
  }

  int length() {
    return length;
  }

  void clear() {
    byte[] known = array;
    if (known != null) {
      array = null;
      give(known);
    }
    length = 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      clear();
      BatchMemory known = memory;
      if (own && known != null) {
        known.close();
      }
    }
  }
}
