package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import java.util.List;

/**
 * How a change stream is doing.
 *
 * @param name what is kept at the source, such as a slot's name
 * @param active whether somebody reads it now
 * @param status the system's own word, such as {@code reserved}
 * @param confirmed position confirmed last, for people; empty if unknown
 * @param lagBytes bytes of log not yet confirmed, -1 if unknown
 * @param retainedBytes bytes of log kept for this reader, -1 if unknown
 * @param retentionUsed share of the retention limit used, 0 to 1, negative if unknown or unlimited
 * @param warnings what is going to go wrong, one sentence with its remedy each
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public record ChangeHealth(
    String name,
    boolean active,
    String status,
    String confirmed,
    long lagBytes,
    long retainedBytes,
    double retentionUsed,
    List<String> warnings) {
  /** Copies the list. */
  public ChangeHealth {
    warnings = List.copyOf(warnings);
  }
}
