package dpone.connector.kafka.sink;

import dpone.spi.sink.LoadMode;
import java.util.Map;
import java.util.Set;

/** What a topic can and cannot be loaded by. */
final class Modes {
  private static final Set<LoadMode> KEYED =
      Set.of(LoadMode.INCREMENTAL_MERGE, LoadMode.BACKFILL, LoadMode.CDC_APPLY);

  private static final Map<LoadMode, String> REFUSED =
      Map.of(
          LoadMode.REPLACE,
          "a topic cannot delete the records that a condition holds for",
          LoadMode.PARTITION_REPLACE,
          "a topic's partitions are parts of a log and not groups of rows, so that none can be"
              + " replaced",
          LoadMode.SNAPSHOT_DIFF,
          "a topic cannot be asked which rows it has, so that a difference to a snapshot cannot be"
              + " found; full_refresh gives the same rows",
          LoadMode.SCD2,
          "a record cannot be changed, so that the validity of a row's earlier version cannot be"
              + " ended");

  private Modes() {}

  /** Modes that replace rows by their record key. */
  static boolean keyed(LoadMode mode) {
    return KEYED.contains(mode);
  }

  /** Why modes are missing that no delivery has. */
  static Map<LoadMode, String> refused(Delivery delivery) {
    Map<LoadMode, String> reasons = new java.util.EnumMap<>(REFUSED);
    for (LoadMode mode : Delivery.TRANSACTIONAL.modes()) {
      if (!delivery.modes().contains(mode)) {
        reasons.put(mode, reason(mode, delivery));
      }
    }
    return reasons;
  }

  static String reason(LoadMode mode, Delivery delivery) {
    String never = REFUSED.get(mode);
    if (never != null) {
      return never;
    }
    return mode == LoadMode.FULL_REFRESH
        ? "with sink.delivery "
            + delivery.name().toLowerCase(java.util.Locale.ROOT)
            + " a load that fails half way would have replaced the topic's records"
        : "with sink.delivery "
            + delivery.name().toLowerCase(java.util.Locale.ROOT)
            + " records without key may come twice";
  }
}
