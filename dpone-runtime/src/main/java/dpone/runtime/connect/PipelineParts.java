package dpone.runtime.connect;

import dpone.spi.cdc.ChangeSource;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * The opened connectors of a run.
 *
 * @param source where rows come from
 * @param changeSource where changes come from; null if no stream is followed by its changes
 * @param sink where rows go
 * @param state where positions are kept
 * @param sourceIdentity names the source's system without a secret, the same at every run
 * @param sinkIdentity names the sink's system without a secret, the same at every run
 */
public record PipelineParts(
    Source source,
    @Nullable ChangeSource changeSource,
    Sink sink,
    StateStore state,
    String sourceIdentity,
    String sinkIdentity)
    implements AutoCloseable {

  /**
   * Where changes come from.
   *
   * @throws IllegalStateException if no stream is followed by its changes
   */
  public ChangeSource changes() {
    if (changeSource == null) {
      throw new IllegalStateException("no stream is followed by its changes");
    }
    return changeSource;
  }

  @Override
  public void close() {
    try (source;
        changeSource;
        sink;
        state) {
      assert sourceIdentity != null;
    }
  }
}
