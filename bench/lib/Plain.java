import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import java.lang.reflect.Array;

/** Lends arrays without a budget, to encoders that run outside of a pipeline. */
final class Plain implements BatchAllocator {
  private final long batchBytes;

  Plain(long batchBytes) {
    this.batchBytes = batchBytes;
  }

  @Override
  public long batchBytes() {
    return batchBytes;
  }

  @Override
  public long maxCellBytes() {
    return 16 << 20;
  }

  @Override
  public BatchMemory reserve() {
    return new BatchMemory() {
      private long used;

      @Override
      public byte[] bytes(int atLeast) {
        used += atLeast;
        return new byte[atLeast];
      }

      @Override
      public int[] ints(int atLeast) {
        used += 4L * atLeast;
        return new int[atLeast];
      }

      @Override
      public long[] longs(int atLeast) {
        used += 8L * atLeast;
        return new long[atLeast];
      }

      @Override
      public double[] doubles(int atLeast) {
        used += 8L * atLeast;
        return new double[atLeast];
      }

      @Override
      public void recycle(Object array) {
        Class<?> of = array.getClass().getComponentType();
        used -= (long) Array.getLength(array) * (of == byte.class ? 1 : of == int.class ? 4 : 8);
      }

      @Override
      public long used() {
        return used;
      }

      @Override
      public void close() {}
    };
  }
}
