package dpone.runtime.manifest;

import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.source.StreamSelection;

/**
 * One stream and its target.
 *
 * @param selection what of the source; its name is unique in the pipeline
 * @param target full name of the table or topic, variables of the template filled in
 * @param strategy how it is applied: the stream's own, or else the sink's
 * @param place where the manifest says so
 */
public record StreamSpec(StreamSelection selection, String target, Strategy strategy, Place place) {
  private static final long DEFAULT_CHUNK_ROWS = 100_000;

  /** About how many rows one load takes; 0 means all there are. */
  public long chunkRows() {
    if (strategy.mode() != LoadMode.BACKFILL) {
      return 0;
    }
    String given = strategy.parameters().get(ModeParameters.CHUNK_ROWS);
    return given == null ? DEFAULT_CHUNK_ROWS : Long.parseLong(given);
  }

  /** The stream's name. */
  public String name() {
    return selection.name();
  }

  /** The same stream, applied another way. */
  public StreamSpec with(Strategy other) {
    return new StreamSpec(selection, target, other, place);
  }
}
