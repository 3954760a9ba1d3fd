package dpone.spi.batch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Memory that hands out the smallest array allowed, filled with rubbish, and knows its own. */
final class TestMemory implements BatchMemory {
  private final Map<Object, Boolean> arrays = new IdentityHashMap<>();
  private boolean closed;

  static BatchAllocator allocator(List<TestMemory> made) {
    return new BatchAllocator() {
      @Override
      public long batchBytes() {
        return 4096;
      }

      @Override
      public long maxCellBytes() {
        return 1 << 20;
      }

      @Override
      public BatchMemory reserve() {
        TestMemory memory = new TestMemory();
        made.add(memory);
        return memory;
      }
    };
  }

  static BatchAllocator allocator() {
    return allocator(new ArrayList<>());
  }

  boolean closed() {
    return closed;
  }

  private <T> T own(T array) {
    arrays.put(array, true);
    return array;
  }

  @Override
  public byte[] bytes(int atLeast) {
    byte[] array = new byte[atLeast];
    java.util.Arrays.fill(array, (byte) 0x5a);
    return own(array);
  }

  @Override
  public int[] ints(int atLeast) {
    int[] array = new int[atLeast];
    java.util.Arrays.fill(array, 0x5a5a5a5a);
    return own(array);
  }

  @Override
  public long[] longs(int atLeast) {
    long[] array = new long[atLeast];
    java.util.Arrays.fill(array, 0x5a5a5a5a5a5a5a5aL);
    return own(array);
  }

  @Override
  public double[] doubles(int atLeast) {
    double[] array = new double[atLeast];
    java.util.Arrays.fill(array, 42.5);
    return own(array);
  }

  @Override
  public void recycle(Object array) {
    if (arrays.remove(array) == null) {
      throw new IllegalArgumentException("not of this batch");
    }
  }

  @Override
  public long used() {
    return arrays.keySet().stream()
        .mapToLong(a ->
            a instanceof byte[] b
                ? b.length
                : a instanceof int[] i ? 4L * i.length : 8L * java.lang.reflect.Array.getLength(a))
        .sum();
  }

  @Override
  public void close() {
    if (closed) {
      throw new IllegalStateException("closed twice");
    }
    closed = true;
  }
}
