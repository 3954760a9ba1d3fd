package dpone.connector.clickhouse.publish;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.Set;

/** Chunk after chunk is merged by key, so that a chunk that comes again changes nothing. */
final class Backfill implements Mode {
  private final IncrementalMerge merge = new IncrementalMerge();

  @Override
  public LoadMode mode() {
    return LoadMode.BACKFILL;
  }

  /** The size of a chunk is the host's to keep. */
  @Override
  public Set<String> parameters() {
    return Set.of("chunk_rows");
  }

  @Override
  public List<String> key(StreamLoad load) {
    return merge.key(load);
  }

  @Override
  public Choice choose(Situation situation) {
    return merge.choose(situation);
  }
}
