package dpone.certify.scenario;

import dpone.certify.proof.OfflineContext;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.BatchMemory;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import dpone.spi.context.Meters;
import dpone.spi.context.Rejects;
import dpone.spi.context.RetryExecutor;
import java.nio.file.Path;
import java.time.InstantSource;

/** A context for parts of a connector that a scenario calls itself, with memory for rows. */
record DirectContext(OfflineContext base) implements ConnectorContext {
  @Override
  public System.Logger logger() {
    return base.logger();
  }

  @Override
  public Meters meters() {
    return base.meters();
  }

  @Override
  public InstantSource clock() {
    return base.clock();
  }

  @Override
  public Cancellation cancellation() {
    return base.cancellation();
  }

  @Override
  public BatchAllocator allocator() {
    return new BatchAllocator() {
      @Override
      public long batchBytes() {
        return 1 << 20;
      }

      @Override
      public long maxCellBytes() {
        return 64 << 20;
      }

      @Override
      public BatchMemory reserve() {
        return new HeapMemory();
      }
    };
  }

  @Override
  public RetryExecutor retry() {
    return base.retry();
  }

  @Override
  public Rejects rejects() {
    return base.rejects();
  }

  @Override
  public Path temporaryFolder() {
    return base.temporaryFolder();
  }

  @Override
  public void reached(Boundary boundary) {
    // Nobody halts a part that is called directly.
  }

  /** Plain arrays. */
  private static final class HeapMemory implements BatchMemory {
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
      // The collector's.
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public void close() {
      used = 0;
    }
  }
}
