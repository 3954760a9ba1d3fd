package dpone.spi.context;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.batch.BatchAllocator;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the host lends to a connector for the length of a run. Thread-safe. */
@Rule(
    id = "CTX-2",
    value =
        "A connector takes time, memory, retries, temporary files and logging from its context and"
            + " keeps no static mutable state, so that runs in one process do not meet.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface ConnectorContext {
  /** Where to log; the host adds run, stream and split. */
  System.Logger logger();

  /** Counters and timers. */
  Meters meters();

  /** The time. */
  InstantSource clock();

  /** When to stop. */
  Cancellation cancellation();

  /** Memory for batches. */
  BatchAllocator allocator();

  /** Retries. */
  RetryExecutor retry();

  /** Rows that cannot be moved. */
  Rejects rejects();

  /** A folder of this run's own: made by the first call, deleted after the run. */
  Path temporaryFolder();

  /** Does nothing in production; the conformance suite may halt the process here. */
  void reached(Boundary boundary);
}
