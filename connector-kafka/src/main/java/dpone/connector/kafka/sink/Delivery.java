package dpone.connector.kafka.sink;

import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import java.util.Locale;
import java.util.Set;

/** What is promised about a load. */
enum Delivery {
  /** All of a load's records in one transaction. */
  TRANSACTIONAL(CommitClass.STAGED_COMMIT),
  /** Keyed records that appear as they are sent. */
  IDEMPOTENT(CommitClass.IDEMPOTENT_REPLAY),
  /** Records that appear as they are sent, and may come again. */
  AT_LEAST_ONCE(CommitClass.AT_LEAST_ONCE);

  private final CommitClass commitClass;

  Delivery(CommitClass commitClass) {
    this.commitClass = commitClass;
  }

  CommitClass commitClass() {
    return commitClass;
  }

  Set<LoadMode> modes() {
    return switch (this) {
      case TRANSACTIONAL ->
          Set.of(
              LoadMode.FULL_REFRESH,
              LoadMode.INCREMENTAL_APPEND,
              LoadMode.INCREMENTAL_MERGE,
              LoadMode.CDC_APPLY,
              LoadMode.BACKFILL);
      case IDEMPOTENT -> Set.of(LoadMode.INCREMENTAL_MERGE, LoadMode.CDC_APPLY, LoadMode.BACKFILL);
      case AT_LEAST_ONCE ->
          Set.of(
              LoadMode.INCREMENTAL_APPEND,
              LoadMode.INCREMENTAL_MERGE,
              LoadMode.CDC_APPLY,
              LoadMode.BACKFILL);
    };
  }

  boolean transactional() {
    return this == TRANSACTIONAL;
  }

  static Delivery of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
