package dpone.runtime.discovery;

import dpone.spi.source.ReadSession;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Optional;

/** A read session behind its guard. */
record IsolatedReadSession(ReadSession delegate, Guard guard) implements ReadSession {
  @Override
  public List<Split> splits() {
    return guard.call("ReadSession.splits", () -> delegate.splits());
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    return guard.call("ReadSession.position", () -> delegate.position(receipts));
  }

  @Override
  public boolean complete() {
    return guard.call("ReadSession.complete", () -> delegate.complete());
  }

  @Override
  public void close() {
    guard.run("ReadSession.close", () -> delegate.close());
  }
}
