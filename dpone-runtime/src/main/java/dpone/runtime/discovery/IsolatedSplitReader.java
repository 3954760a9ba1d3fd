package dpone.runtime.discovery;

import dpone.spi.batch.Chunk;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import org.jspecify.annotations.Nullable;

/** A reader behind its guard. */
record IsolatedSplitReader(SplitReader delegate, Guard guard) implements SplitReader {
  @Override
  public @Nullable Chunk next() {
    return guard.callNullable("SplitReader.next", () -> delegate.next());
  }

  @Override
  public ReadReceipt finish() {
    return guard.call("SplitReader.finish", () -> delegate.finish());
  }

  @Override
  public void close() {
    guard.run("SplitReader.close", () -> delegate.close());
  }
}
