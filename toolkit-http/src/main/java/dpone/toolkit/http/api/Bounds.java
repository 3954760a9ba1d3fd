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
 * @param sampleRecords records that are looked at where no columns are declared
 */
public record Bounds(
    @Nullable Instant from,
    @Nullable Instant to,
    long maxPages,
    long checkpointPages,
    boolean emptyPage,
    int sampleRecords) {
  /** Everything up to now; ten thousand pages a request, a commit every thousand. */
  public static final Bounds STANDARD = new Bounds(null, null, 10_000, 1_000, false, 1_000);

  /** The first moment. */
  public Optional<Instant> start() {
    return Optional.ofNullable(from);
  }

  /** The moment that ends the read. */
  public Optional<Instant> end() {
    return Optional.ofNullable(to);
  }

  /** The same with another span of time. */
  public Bounds within(@Nullable Instant newFrom, @Nullable Instant newTo) {
    return new Bounds(newFrom, newTo, maxPages, checkpointPages, emptyPage, sampleRecords);
  }

  /** The same with another number of pages a request. */
  public Bounds pages(long most) {
    return new Bounds(from, to, most, checkpointPages, emptyPage, sampleRecords);
  }

  /** The same with a commit after another number of pages. */
  public Bounds checkpoints(long everyPages) {
    return new Bounds(from, to, maxPages, everyPages, emptyPage, sampleRecords);
  }

  /** The same where pages without records may be followed by others. */
  public Bounds withEmptyPages() {
    return new Bounds(from, to, maxPages, checkpointPages, true, sampleRecords);
  }

  /** The same with another number of records to find columns by. */
  public Bounds sampling(int records) {
    return new Bounds(from, to, maxPages, checkpointPages, emptyPage, records);
  }
}
