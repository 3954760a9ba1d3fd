package dpone.connector.kafka.format;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;

/** Lends arrays of the heap without end. */
public final class PlainMemory implements BatchAllocator {
  /** An empty batch of these columns. */
  public static ColumnBatch batch(List<Field> fields) {
    return ColumnBatch.create(new Schema(fields, List.of()), new PlainMemory());
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
        int width = array instanceof byte[] ? 1 : array instanceof int[] ? 4 : 8;
        used -= (long) width * java.lang.reflect.Array.getLength(array);
      }

      @Override
      public long used() {
        return used;
      }

      @Override
      public void close() {
        used = 0;
      }
    };
  }
}
