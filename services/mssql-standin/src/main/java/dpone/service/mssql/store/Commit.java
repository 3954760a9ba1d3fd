package dpone.service.mssql.store;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that changed rows which somebody follows, and all such before it.
 *
 * @param begin where its records begin
 * @param lsn where it was committed
 * @param version of change tracking
 * @param time when
 * @param changes what it changed, in order
 * @param captured whether one of its tables had a capture instance
 * @param earlier the one before it
 */
public record Commit(
    Lsn begin,
    Lsn lsn,
    long version,
    LocalDateTime time,
    List<Change> changes,
    boolean captured,
    @Nullable Commit earlier) {
  /** Place of a change in the log. */
  public Lsn place(int change) {
    return begin.record(change);
  }
}
