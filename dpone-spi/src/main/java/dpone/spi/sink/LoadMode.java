package dpone.spi.sink;

import dpone.spi.annotation.Api;

/** What a load does to the target. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum LoadMode {
  /** The target becomes what was read. */
  FULL_REFRESH,
  /** New rows are added; none is changed. */
  INCREMENTAL_APPEND,
  /** Rows are inserted or updated by key. */
  INCREMENTAL_MERGE,
  /** Rows under a predicate are replaced. */
  REPLACE,
  /** Partitions whose values occur in the stage are replaced. */
  PARTITION_REPLACE,
  /** The target is made equal to a complete snapshot by key, with few changes. */
  SNAPSHOT_DIFF,
  /** Each version of a row is kept with its validity. */
  SCD2,
  /** A change stream is applied by key and in order. */
  CDC_APPLY,
  /** Deterministic chunks around another mode, resumable. */
  BACKFILL;

  /** The name in manifests, such as {@code full_refresh}. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
