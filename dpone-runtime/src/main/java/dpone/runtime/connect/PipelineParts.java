package dpone.runtime.connect;

import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;

/**
 * The opened connectors of a run.
 *
 * @param source where rows come from
 * @param sink where rows go
 * @param state where positions are kept
 * @param sourceIdentity names the source's system without a secret, the same at every run
 * @param sinkIdentity names the sink's system without a secret, the same at every run
 */
public record PipelineParts(
    Source source, Sink sink, StateStore state, String sourceIdentity, String sinkIdentity)
    implements AutoCloseable {

  @Override
  public void close() {
    try (source;
        sink;
        state) {
      assert sourceIdentity != null;
    }
  }
}
