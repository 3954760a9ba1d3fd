package dpone.cli.text;

import dpone.spi.cdc.ChangeHealth;
import java.util.Optional;

/** How a change stream is doing, for people. */
public final class ChangeText {
  private ChangeText() {}

  /** One pipeline's. */
  public static String of(String pipeline, Optional<ChangeHealth> found) {
    if (found.isEmpty()) {
      return pipeline + ": the source keeps nothing for it; its next run reads everything\n";
    }
    ChangeHealth health = found.get();
    return new Block("  ")
        .head(pipeline + ": " + health.name())
        .line("status", health.status() + (health.active() ? ", being read" : ", nobody reads it"))
        .line("confirmed", health.confirmed().isEmpty() ? "unknown" : health.confirmed())
        .line("behind", bytes(health.lagBytes()))
        .line("kept", bytes(health.retainedBytes()) + used(health.retentionUsed()))
        .lines("warning", health.warnings())
        .text();
  }

  private static String bytes(long bytes) {
    return bytes < 0 ? "unknown" : Amounts.bytes(bytes);
  }

  private static String used(double share) {
    return share < 0 ? ", no limit is known" : ", " + Math.round(share * 100) + "% of the limit";
  }
}
