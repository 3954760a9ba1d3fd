package dpone.runtime.discovery;

import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Optional;

/** A source behind its guard. */
record IsolatedSource(Source delegate, Guard guard) implements Source {
  @Override
  public List<String> streams() {
    return guard.call("Source.streams", () -> delegate.streams());
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return guard.call("Source.describe", () -> delegate.describe(selection));
  }

  @Override
  public List<String> explain(StreamRead read) {
    return guard.call("Source.explain", () -> delegate.explain(read));
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return new IsolatedReadSession(guard.call("Source.read", () -> delegate.read(request)), guard);
  }

  @Override
  public SplitReader open(Split split) {
    return new IsolatedSplitReader(guard.call("Source.open", () -> delegate.open(split)), guard);
  }

  @Override
  public void acknowledge(Position position) {
    guard.run("Source.acknowledge", () -> delegate.acknowledge(position));
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Capabilities.isolate(
        type, guard.call("Source.capability", () -> delegate.capability(type)), guard);
  }

  @Override
  public void close() {
    guard.run("Source.close", () -> delegate.close());
  }
}
