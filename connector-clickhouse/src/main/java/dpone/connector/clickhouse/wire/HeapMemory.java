package dpone.connector.clickhouse.wire;

import dpone.spi.batch.BatchMemory;

/**
 * Memory of the heap for the little that is no batch: a dictionary, the rows around a rejected one.
 */
final class HeapMemory implements BatchMemory {
  @Override
  public byte[] bytes(int atLeast) {
    return new byte[atLeast];
  }

  @Override
  public int[] ints(int atLeast) {
    return new int[atLeast];
  }

  @Override
  public long[] longs(int atLeast) {
    return new long[atLeast];
  }

  @Override
  public double[] doubles(int atLeast) {
    return new double[atLeast];
  }

  @Override
  public void recycle(Object array) {}

  @Override
  public long used() {
    return 0;
  }

  @Override
  public void close() {}
}
