package dpone.connector.postgres.cdc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says a warning once, and again only when matters are a step worse. Used by one thread. */
final class SlotWarnings {
  private static final int STEPS = 10;

  private final Map<String, Long> told = new HashMap<>();

  /** Those that were not said yet; all are forgotten once there is nothing to say. */
  List<String> fresh(Slot slot) {
    List<String> warnings = SlotHealth.warnings(slot);
    if (warnings.isEmpty()) {
      told.clear();
    }
    return warnings.stream().filter(warning -> isWorse(warning, step(slot))).toList();
  }

  private boolean isWorse(String warning, long step) {
    // The figures in it change at every look.
    String kind = warning.replaceAll("\\d+", "");
    Long before = told.get(kind);
    if (before != null && step <= before) {
      return false;
    }
    told.put(kind, step);
    return true;
  }

  /** A tenth of the limit, or without one every doubling of what is kept. */
  private static long step(Slot slot) {
    return slot.retentionUsed() >= 0
        ? (long) (slot.retentionUsed() * STEPS)
        : Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, slot.retainedBytes()));
  }
}
