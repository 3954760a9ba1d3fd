package dpone.connector.postgres.cdc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says a warning once, and again only when matters are a step worse. Used by one thread. */
final class SlotWarnings {
  private static final int STEPS = 10;

  private final Set<String> told = new HashSet<>();

  /** Those that were not said yet. */
  List<String> fresh(Slot slot) {
    return SlotHealth.warnings(slot).stream()
        // The figures in it change at every look.
        .filter(warning -> told.add(warning.replaceAll("\\d+", "") + step(slot)))
        .toList();
  }

  /** A tenth of the limit, or without one every doubling of what is kept. */
  private static long step(Slot slot) {
    return slot.retentionUsed() >= 0
        ? (long) (slot.retentionUsed() * STEPS)
        : Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, slot.retainedBytes()));
  }
}
