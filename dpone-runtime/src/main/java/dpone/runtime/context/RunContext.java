package dpone.runtime.context;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.context.Boundary;
import dpone.spi.context.Cancellation;
import dpone.spi.context.ConnectorContext;
import dpone.spi.context.Meters;
import dpone.spi.context.Rejects;
import dpone.spi.context.RetryExecutor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one part of a connector gets for one run.
 *
 * @param logger where to log
 * @param meters counters and timers
 * @param clock the time
 * @param cancellation when to stop
 * @param allocator memory
 * @param retry retries
 * @param rejects rows that cannot be moved
 * @param temporary the folder of the run, made when it is first asked for
 * @param boundaries hears each boundary
 */
public record RunContext(
    System.Logger logger,
    Meters meters,
    InstantSource clock,
    Cancellation cancellation,
    BatchAllocator allocator,
    RetryExecutor retry,
    Rejects rejects,
    Supplier<Path> temporary,
    Consumer<Boundary> boundaries)
    implements ConnectorContext {

  @Override
  public Path temporaryFolder() {
    return temporary.get();
  }

  @Override
  public void reached(Boundary boundary) {
    boundaries.accept(boundary);
  }
}
