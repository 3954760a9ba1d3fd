package dpone.runtime.context;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Primitive arrays by size class, kept for the next batch up to a limit in bytes. Thread-safe.
 *
 * <p>Sizes are powers of two, so that a column that grew for one batch fits the next one at once.
 */
final class ArrayPool {
  private static final int LARGEST_CLASS = 1 << 30;
  private static final int HEADER = 16;

  private final long limit;
  private final Map<Class<?>, Map<Integer, ArrayDeque<Object>>> free = new HashMap<>();
  private long kept;

  ArrayPool(long limit) {
    this.limit = limit;
  }

  /** The length that a request for that many elements gets. */
  static int sizeClass(int atLeast) {
    if (atLeast > LARGEST_CLASS) {
      return atLeast;
    }
    return atLeast <= 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
  }

  /** Bytes that an array occupies. */
  static long bytesOf(Object array) {
    return HEADER + (long) Array.getLength(array) * width(array.getClass().getComponentType());
  }

  synchronized <T> @Nullable T take(Class<T> arrayType, int length) {
    Map<Integer, ArrayDeque<Object>> sizes = free.get(arrayType);
    ArrayDeque<Object> stack = sizes == null ? null : sizes.get(length);
    Object array = stack == null ? null : stack.pollLast();
    if (array == null) {
      return null;
    }
    kept -= bytesOf(array);
    return arrayType.cast(array);
  }

  synchronized void give(Object array) {
    long bytes = bytesOf(array);
    if (kept + bytes > limit) {
      return;
    }
    kept += bytes;
    free.computeIfAbsent(array.getClass(), k -> new HashMap<>())
        .computeIfAbsent(Array.getLength(array), k -> new ArrayDeque<>())
        .addLast(array);
  }

  private static int width(Class<?> component) {
    if (component == byte.class) {
      return Byte.BYTES;
    }
    return component == int.class ? Integer.BYTES : Long.BYTES;
  }
}
