package dpone.runtime.context;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.context.Cancellation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The run's memory budget. A batch reserves its full size before it is filled, so that nobody waits
 * for memory while holding some; what a large cell needs beyond that is granted at once and
 * charged, and the next reservation waits the longer. What writers keep is charged, too; where it
 * alone fills the budget, there is one batch at a time beyond it, for else nobody would go on.
 */
public final class PooledAllocator implements BatchAllocator {
  private static final long SMALLEST_BATCH = 64 << 10;

  // What a batch costs by itself is nothing against 128 KB of cells; four times as much took the
  // same time and let the live set of a long run grow by a third over that of a short one.
  private static final long LARGEST_BATCH = 128 << 10;

  private final long budget;
  private final long batchBytes;
  private final long keptBytes;
  private final Cancellation cancellation;
  private final ArrayPool pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private long charged;
  private int batches;
  private long peak;

  /**
   * An allocator.
   *
   * @param budget bytes for all batches of the run together
   * @param parallelism splits read at the same time
   * @param cancellation ends waiting
   */
  public PooledAllocator(long budget, int parallelism, Cancellation cancellation) {
    this.budget = budget;
    this.batchBytes = batchBytes(budget, parallelism);
    this.keptBytes = share(budget, parallelism);
    this.cancellation = cancellation;
    this.pool = new ArrayPool(budget / 2);
  }

  /**
   * The size of a batch: each split has one being filled, one waiting and one being written, and
   * one more may stand between, hence a quarter of a split's share.
   */
  private static long batchBytes(long budget, int parallelism) {
    long rounded = Long.highestOneBit(Math.max(1, share(budget, parallelism)));
    return Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, rounded));
  }

  private static long share(long budget, int parallelism) {
    return budget / (4L * Math.max(1, parallelism));
  }

  @Override
  public long batchBytes() {
    return batchBytes;
  }

  @Override
  public long keptBytes() {
    return keptBytes;
  }

  @Override
  public long maxCellBytes() {
    return Math.max(batchBytes, budget / 2);
  }

  /** The most bytes that were charged at one time. */
  public long peakBytes() {
    lock.lock();
    try {
      return peak;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes charged now. */
  public long chargedBytes() {
    lock.lock();
    try {
      return charged;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public BatchMemory reserve() {
    lock.lock();
    try {
      while (batches > 0 && charged + batchBytes > budget) {
        cancellation.check();
        try {
          boolean signalled = room.await(200, TimeUnit.MILLISECONDS);
          assert signalled || charged >= 0;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw RunCancellation.cancelled("interrupted while waiting for memory");
        }
      }
      charge(batchBytes);
      batches++;
    } finally {
      lock.unlock();
    }
    return new Reservation(false);
  }

  @Override
  public BatchMemory reserveKept() {
    lock.lock();
    try {
      charge(batchBytes);
    } finally {
      lock.unlock();
    }
    return new Reservation(true);
  }

  private void charge(long bytes) {
    charged += bytes;
    peak = Math.max(peak, charged);
  }

  private final class Reservation implements BatchMemory {
    private final Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    private long used;
    private long reserved = batchBytes;
    private final boolean kept;
    private boolean closed;

    Reservation(boolean kept) {
      this.kept = kept;
    }

    @Override
    public byte[] bytes(int atLeast) {
      return take(byte[].class, atLeast, byte[]::new);
    }

    @Override
    public int[] ints(int atLeast) {
      return take(int[].class, atLeast, int[]::new);
    }

    @Override
    public long[] longs(int atLeast) {
      return take(long[].class, atLeast, long[]::new);
    }

    @Override
    public double[] doubles(int atLeast) {
      return take(double[].class, atLeast, double[]::new);
    }

    private <T> T take(Class<T> type, int atLeast, Function<Integer, T> make) {
      int length = ArrayPool.sizeClass(atLeast);
      T pooled = pool.take(type, length);
      T array = pooled == null ? make.apply(length) : pooled;
      arrays.add(array);
      used += ArrayPool.bytesOf(array);
      if (used > reserved) {
        lock.lock();
        try {
          charge(used - reserved);
        } finally {
          lock.unlock();
        }
        reserved = used;
      }
      return array;
    }

    @Override
    public void recycle(Object array) {
      if (!arrays.remove(array)) {
        throw new IllegalArgumentException("array is not of this batch");
      }
      used -= ArrayPool.bytesOf(array);
      pool.give(array);
      if (reserved > batchBytes) {
        giveBack(reserved - Math.max(batchBytes, used));
      }
    }

    /** What was charged beyond a batch goes to others as soon as it is free. */
    private void giveBack(long bytes) {
      lock.lock();
      try {
        charged -= bytes;
        room.signalAll();
      } finally {
        lock.unlock();
      }
      reserved -= bytes;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("chunk closed twice");
      }
      closed = true;
      arrays.forEach(pool::give);
      arrays.clear();
      lock.lock();
      try {
        charged -= reserved;
        batches -= kept ? 0 : 1;
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
