package dpone.connector.mssql.cdc;

import dpone.spi.cdc.ChangeHealth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its log of changes, judged before a position is lost. Pure.
 *
 * @param name what is read, for people
 * @param ageSeconds how old the stored position is, -1 if unknown
 * @param retentionMinutes how long changes are kept, -1 if for ever or unknown
 * @param latencySeconds how far the capture job is behind the database, -1 if unknown
 * @param failure what the capture job failed with last; null if it did not
 * @param gaps why the stored position is lost already, one sentence each
 */
record LogHealth(
    String name,
    long ageSeconds,
    long retentionMinutes,
    long latencySeconds,
    @Nullable String failure,
    List<String> gaps) {
  /** The share of the retention from which on it is time to do something. */
  static final double EARLY = 0.7;

  private static final long SLOW = 600;

  LogHealth {
    gaps = List.copyOf(gaps);
  }

  /** Share of the retention that the position has used, negative if unknown. */
  double used() {
    if (!gaps.isEmpty()) {
      return 1;
    }
    return ageSeconds < 0 || retentionMinutes <= 0
        ? -1
        : Math.min(1, ageSeconds / (60.0 * retentionMinutes));
  }

  /** Whether the position is going to be lost, but is not yet. */
  boolean isLate() {
    return gaps.isEmpty() && used() >= EARLY;
  }

  /** What is late, in one sentence without what to do. */
  String late() {
    return "the stored position in "
        + name
        + " has used "
        + Math.round(100 * used())
        + " % of the "
        + retentionMinutes
        + " minutes for which changes are kept";
  }

  List<String> warnings(String retentionSql) {
    List<String> warnings = new ArrayList<>(gaps);
    if (failure != null) {
      warnings.add("the capture job of " + name + " fails: " + failure + "; see sys.dm_cdc_errors");
    }
    if (latencySeconds >= SLOW) {
      warnings.add(
          "the capture job of "
              + name
              + " is "
              + latencySeconds
              + " s behind; let SQL Server Agent run it, or raise its maxtrans and maxscans");
    }
    if (isLate()) {
      warnings.add(
          late() + "; run the pipeline more often, or let an administrator run " + retentionSql);
    }
    return warnings;
  }

  /** As the SPI has it. */
  ChangeHealth health(String position, String retentionSql) {
    String status =
        !gaps.isEmpty()
            ? "lost"
            : failure != null
                ? "failing"
                : retentionMinutes > 0 ? "kept for " + retentionMinutes + " minutes" : "kept";
    return new ChangeHealth(name, false, status, position, -1, -1, used(), warnings(retentionSql));
  }
}
