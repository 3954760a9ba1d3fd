package dpone.runtime.commit;

import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.ReadReceipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Delivers the events it was made with, and must not be asked for more once columns changed. */
final class ScriptedChanges implements ChangeReader {
  private final Deque<ChangeEvent> events;
  private long rows;
  private boolean changed;

  ScriptedChanges(List<ChangeEvent> events) {
    this.events = new ArrayDeque<>(events);
  }

  /** Events that nobody asked for. */
  int left() {
    return events.size();
  }

  @Override
  public Optional<ChangeEvent> next(Duration wait) {
    if (changed) {
      throw new AssertionError("asked for more after the columns changed");
    }
    ChangeEvent event = events.poll();
    if (event instanceof ChangeEvent.Rows some) {
      rows += some.chunk().rows();
    }
    changed = event instanceof ChangeEvent.SchemaChange;
    return Optional.ofNullable(event);
  }

  @Override
  public List<ReadReceipt> receipts() {
    long count = rows;
    rows = 0;
    return List.of(new ReadReceipt("rows", 0, count, 0, 0, Payload.empty("memory", "changes")));
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public void close() {
    events.clear();
  }
}
