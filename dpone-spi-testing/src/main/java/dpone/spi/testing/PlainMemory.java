package dpone.spi.testing;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** Lends arrays of the heap without end; what one batch gives back the next one takes. */
public final class PlainMemory implements BatchAllocator {
  private final Map<String, Deque<Object>> pool = new HashMap<>();

  /** An empty batch of these columns. */
  public static ColumnBatch batch(List<Field> fields) {
    return new PlainMemory().next(fields);
  }

  /** An empty batch out of this memory. */
  public ColumnBatch next(List<Field> fields) {
    return ColumnBatch.create(new Schema(fields, List.of()), this);
  }

  @Override
  public long batchBytes() {
    return 4 << 20;
  }

  @Override
  public long maxCellBytes() {
    return 64 << 20;
  }

  @Override
  public BatchMemory reserve() {
    return new BatchMemory() {
      private final Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
      private long used;

      private Object take(String kind, int atLeast, IntFunction<Object> fresh, int width) {
        int size = Math.max(16, Integer.highestOneBit(Math.max(1, atLeast - 1)) * 2);
        Deque<Object> free = pool.computeIfAbsent(kind + size, k -> new ArrayDeque<>());
        Object array = free.isEmpty() ? fresh.apply(size) : free.pop();
        taken.add(array);
        used += (long) width * size;
        return array;
      }

      private void give(Object array) {
        String kind =
            switch (array) {
              case byte[] a -> "bytes" + a.length;
              case int[] a -> "ints" + a.length;
              case long[] a -> "longs" + a.length;
              default -> "doubles" + ((double[]) array).length;
            };
        pool.computeIfAbsent(kind, k -> new ArrayDeque<>()).push(array);
      }

      @Override
      public byte[] bytes(int atLeast) {
        return (byte[]) take("bytes", atLeast, size -> new byte[size], 1);
      }

      @Override
      public int[] ints(int atLeast) {
        return (int[]) take("ints", atLeast, size -> new int[size], 4);
      }

      @Override
      public long[] longs(int atLeast) {
        return (long[]) take("longs", atLeast, size -> new long[size], 8);
      }

      @Override
      public double[] doubles(int atLeast) {
        return (double[]) take("doubles", atLeast, size -> new double[size], 8);
      }

      @Override
      public void recycle(Object array) {
        int width = array instanceof byte[] ? 1 : array instanceof int[] ? 4 : 8;
        used -= (long) width * java.lang.reflect.Array.getLength(array);
        taken.remove(array);
        give(array);
      }

      @Override
      public long used() {
        return used;
      }

      @Override
      public void close() {
        used = 0;
        taken.forEach(this::give);
        taken.clear();
      }
    };
  }
}
