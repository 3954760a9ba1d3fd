package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.transfer.ReadReceipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A change reader behind its guard. */
record IsolatedChangeReader(ChangeReader delegate, Guard guard) implements ChangeReader {
  @Override
  public Optional<ChangeEvent> next(Duration wait) {
    return guard.call("ChangeReader.next", () -> delegate.next(wait));
  }

  @Override
  public List<ReadReceipt> receipts() {
    return guard.call("ChangeReader.receipts", () -> delegate.receipts());
  }

  @Override
  public boolean complete() {
    return guard.call("ChangeReader.complete", () -> delegate.complete());
  }

  @Override
  public void close() {
    guard.run("ChangeReader.close", () -> delegate.close());
  }
}
