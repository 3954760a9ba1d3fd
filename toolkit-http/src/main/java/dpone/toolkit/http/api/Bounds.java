package dpone.toolkit.http.api;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream is read, how far, and when to stop in between.
 *
 * @param from first moment, or null
 * @param to first moment that is not read any more, or null for the present
 * @param maxPages pages of one request after which something must be wrong
 * @param checkpointPages pages after which an increment commits what it has
 * @param emptyPage whether a page without records may be followed by others
 */
public record Bounds(
    @Nullable Instant from,
    @Nullable Instant to,
    long maxPages,
    long checkpointPages,
    boolean emptyPage) {
  /** Everything up to now; ten thousand pages a request, a commit every thousand. */
  public static final Bounds STANDARD = new Bounds(null, null, 10_000, 1_000, false);

  /** The first moment. */
  public Optional<Instant> start() {
    return Optional.ofNullable(from);
  }

  /** The moment that ends the read. */
  public Optional<Instant> end() {
    return Optional.ofNullable(to);
  }
}
