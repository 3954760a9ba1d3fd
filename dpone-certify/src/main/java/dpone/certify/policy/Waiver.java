package dpone.certify.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A requirement that a release may lack for a while. It never turns into a pass.
 *
 * @param requirement id
 * @param connector id
 * @param reason why
 * @param owner who answers for it
 * @param until its last day, in UTC
 */
public record Waiver(
    String requirement, String connector, String reason, String owner, LocalDate until) {
  /** Whether it still counts. */
  public boolean active(Instant now) {
    return !now.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
  }

  /** For people. */
  public String text() {
    return "waived until " + until + " by " + owner + ": " + reason;
  }

  /** The line that a command fails with once it is over. */
  public String expired() {
    return "WAIVER_EXPIRED: the waiver of "
        + requirement
        + " for "
        + connector
        + " ended on "
        + until
        + " (owner "
        + owner
        + ": "
        + reason
        + "); prove the requirement and remove the waiver, or let its owner extend it";
  }
}
