package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.Set;

/** Rows are inserted or updated by key. */
final class IncrementalMerge implements Mode {
  @Override
  public LoadMode mode() {
    return LoadMode.INCREMENTAL_MERGE;
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    TargetTable existing = situation.existing();
    boolean arbiter =
        existing == null || existing.uniqueKeys().contains(Set.copyOf(situation.key()));
    return arbiter
        ? Choice.of(
            new OnConflict(), "publish: insert on conflict, since a unique index covers the key")
        : Choice.of(
            new UpdateInsert(),
            "publish: update then insert with other writers locked out, since no unique index"
                + " covers the key");
  }
}
