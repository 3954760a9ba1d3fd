package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.error.BqCode;
import dpone.spi.context.ConnectorContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many changes of one table pass in a time, and waits with the next one. */
final class Pace {
  private static final long STEP_MS = 50;

  private final ConnectorContext context;
  private final int changes;
  private final int seconds;
  private final Deque<Instant> last = new ArrayDeque<>();

  Pace(ConnectorContext context, int changes, int seconds) {
    this.context = context;
    this.changes = changes;
    this.seconds = seconds;
  }

  /** Waits until one more change is allowed, and counts it. */
  void next() {
    if (last.size() == changes) {
      Instant free = last.removeFirst().plusSeconds(seconds);
      while (context.clock().instant().isBefore(free)) {
        context.cancellation().check();
        try {
          Thread.sleep(STEP_MS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw BqCode.CLOSED.error("interrupted between two changes of a table").build();
        }
      }
    }
    last.addLast(context.clock().instant());
  }
}
