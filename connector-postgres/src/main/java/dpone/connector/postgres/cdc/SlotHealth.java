package dpone.connector.postgres.cdc;

import dpone.spi.cdc.ChangeHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Judges a slot before the server gives it up. Pure. */
final class SlotHealth {
  private static final double EARLY = 0.5;
  private static final long MUCH = 4L << 30;

  private SlotHealth() {}

  static ChangeHealth of(Slot slot) {
    return new ChangeHealth(
        slot.name(),
        slot.isActive(),
        slot.invalid() == null ? slot.walStatus() : slot.walStatus() + ": " + slot.invalid(),
        Objects.requireNonNullElse(slot.confirmed(), ""),
        slot.lagBytes(),
        slot.retainedBytes(),
        slot.retentionUsed(),
        warnings(slot));
  }

  static List<String> warnings(Slot slot) {
    List<String> warnings = new ArrayList<>();
    String name = "the replication slot " + slot.name();
    if (slot.isLost()) {
      warnings.add(
          name
              + " is lost"
              + (slot.invalid() == null ? "" : " (" + slot.invalid() + ")")
              + "; reset the pipeline's state, so that the next run starts with a new snapshot");
      return warnings;
    }
    if (slot.walStatus().equals("unreserved")) {
      warnings.add(
          name
              + " will be lost at the server's next checkpoint; run the pipeline now, or raise"
              + " max_slot_wal_keep_size");
    } else if (slot.retentionUsed() >= EARLY) {
      warnings.add(
          name
              + " uses "
              + Math.round(slot.retentionUsed() * 100)
              + " % of max_slot_wal_keep_size"
              + (slot.safeWalBytes() == null
                  ? ""
                  : " and is lost after " + megabytes(slot.safeWalBytes()) + " more of log")
              + "; run the pipeline more often, or raise the limit");
    } else if (slot.limitBytes() < 0 && slot.retainedBytes() >= MUCH) {
      warnings.add(
          name
              + " keeps "
              + megabytes(slot.retainedBytes())
              + " of log at the server without a limit; run the pipeline, or drop the slot if"
              + " nobody needs it");
    }
    return warnings;
  }

  private static String megabytes(long bytes) {
    return (bytes >> 20) + " MB";
  }
}
