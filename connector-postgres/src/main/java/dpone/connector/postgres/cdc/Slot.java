package dpone.connector.postgres.cdc;

import org.jspecify.annotations.Nullable;

/**
 * A replication slot as the server sees it.
 *
 * @param name its name
 * @param plugin output plugin, empty for a physical slot
 * @param database its database, empty for a physical slot
 * @param activePid process that reads it, 0 if none
 * @param walStatus reserved, extended, unreserved or lost; empty if unknown
 * @param safeWalBytes bytes of log that can still be written before it is lost, null if unlimited
 * @param restart where the server has to read from, null if nowhere
 * @param confirmed what was confirmed last, null if never
 * @param lagBytes log after that
 * @param retainedBytes log kept for it
 * @param limitBytes the most that is kept, -1 if unlimited
 * @param twoPhase whether prepared transactions are decoded when they are prepared
 * @param invalid why it is of no use any more, or null
 */
record Slot(
    String name,
    String plugin,
    String database,
    int activePid,
    String walStatus,
    @Nullable Long safeWalBytes,
    @Nullable String restart,
    @Nullable String confirmed,
    long lagBytes,
    long retainedBytes,
    long limitBytes,
    boolean twoPhase,
    @Nullable String invalid) {
  static final String PLUGIN = "pgoutput";

  boolean isActive() {
    return activePid != 0;
  }

  /** Whether the server has thrown away what it would have to send. */
  boolean isLost() {
    return invalid != null || walStatus.equals("lost") || restart == null;
  }

  /** The share of the limit that is used, 0 to 1; negative if there is no limit. */
  double retentionUsed() {
    return limitBytes <= 0 ? -1 : Math.min(1, Math.max(0, retainedBytes) / (double) limitBytes);
  }
}
