package dpone.runtime.discovery;

import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamPlan;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import java.util.Optional;

/** A sink behind its guard. */
record IsolatedSink(Sink delegate, Guard guard) implements Sink {
  @Override
  public SinkTraits traits() {
    return guard.call("Sink.traits", () -> delegate.traits());
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    return guard.call("Sink.plan", () -> delegate.plan(request));
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new IsolatedCommitter(
        guard.call("Sink.committer", () -> delegate.committer(request)), guard);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    return new IsolatedStageWriter(
        guard.call("Sink.writer", () -> delegate.writer(stage, plan, split, attempt)), guard);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Capabilities.isolate(
        type, guard.call("Sink.capability", () -> delegate.capability(type)), guard);
  }

  @Override
  public void close() {
    guard.run("Sink.close", () -> delegate.close());
  }
}
