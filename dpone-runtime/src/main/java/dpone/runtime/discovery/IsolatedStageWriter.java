package dpone.runtime.discovery;

import dpone.spi.batch.Chunk;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.WriteReceipt;

/** A writer behind its guard. */
record IsolatedStageWriter(StageWriter delegate, Guard guard) implements StageWriter {
  @Override
  public void write(Chunk chunk) {
    guard.run("StageWriter.write", () -> delegate.write(chunk));
  }

  @Override
  public WriteReceipt finish() {
    return guard.call("StageWriter.finish", () -> delegate.finish());
  }

  @Override
  public void close() {
    guard.run("StageWriter.close", () -> delegate.close());
  }
}
