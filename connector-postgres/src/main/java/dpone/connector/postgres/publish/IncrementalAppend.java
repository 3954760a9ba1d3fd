package dpone.connector.postgres.publish;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;

/** New rows are added. */
final class IncrementalAppend implements Mode {
  @Override
  public LoadMode mode() {
    return LoadMode.INCREMENTAL_APPEND;
  }

  /** Appended rows may repeat a key of the source: they are versions. */
  @Override
  public List<String> key(StreamLoad load) {
    Keys.optional(load);
    return List.of();
  }

  @Override
  public Choice choose(Situation situation) {
    return Choice.of(new Insert(), "publish: the stage's rows are inserted in one transaction");
  }
}
