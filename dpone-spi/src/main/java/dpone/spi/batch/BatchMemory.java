package dpone.spi.batch;

import dpone.spi.annotation.Api;

/**
 * Memory of one batch, taken from the run's budget as a whole. Used by one thread at a time; {@link
 * #close} may come from any thread, once.
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public interface BatchMemory extends AutoCloseable {
  /** An array of at least that many bytes; its contents are undefined. */
  byte[] bytes(int atLeast);

  /** An array of at least that many ints; its contents are undefined. */
  int[] ints(int atLeast);

  /** An array of at least that many longs; its contents are undefined. */
  long[] longs(int atLeast);

  /** An array of at least that many doubles; its contents are undefined. */
  double[] doubles(int atLeast);

  /** Gives one array back before the end, after it was copied into a larger one. */
  void recycle(Object array);

  /** Bytes of all arrays now taken. */
  long used();

  /** Gives everything back to the pool and the budget. */
  @Override
  void close();
}
