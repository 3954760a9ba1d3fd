package dpone.toolkit.http.page;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.Variables;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the pages of a slice to what pages have to be: that they advance, end, and have the records
 * that the API speaks of. Used by one thread.
 */
public final class PageGuard {
  private final String stream;
  private final Bounds bounds;
  // A cycle is found at its first turn; hashes, since tokens may be long.
  private final Set<Long> asked = new HashSet<>();

  /**
   * A guard for one slice.
   *
   * @param stream for messages
   */
  public PageGuard(String stream, Bounds bounds) {
    this.stream = stream;
    this.bounds = bounds;
  }

  /**
   * Judges a page that was read to its end.
   *
   * @param slice with the state that the page was asked with
   * @param page as it was read
   * @param read its records
   * @param digest of its records
   * @param next what the next one is asked with; empty at the end
   * @return the state of the next page; empty at the end of the slice
   * @throws DponeException when the page cannot be right
   */
  public Optional<PageState> after(
      Slice slice, Page page, long read, long digest, Optional<Variables> next) {
    PageState before = slice.state();
    long total = page.total();
    if (total >= 0 && before.total() >= 0 && total != before.total()) {
      throw error(
          slice,
          FeedCode.PAGES_MOVED,
          "there were " + before.total() + " records in all, now there are " + total);
    }
    PageState state = before.next(next.orElse(Variables.NONE), read, total, digest);
    if (next.isEmpty()) {
      if (state.total() >= 0 && state.total() != state.records()) {
        throw error(
            slice,
            FeedCode.TOTAL_MISMATCH,
            "the API says "
                + state.total()
                + " records, its "
                + state.pages()
                + " pages have "
                + state.records());
      }
      return Optional.empty();
    }
    if (read == 0 && !bounds.emptyPage() && !page.mayBeEmpty()) {
      throw error(
          slice,
          FeedCode.EMPTY_PAGE,
          "page " + state.pages() + " has no records, yet names a next one");
    }
    if (read > 0 && !before.isFirst() && digest == before.digest()) {
      throw error(
          slice,
          FeedCode.PAGE_REPEATED,
          "pages "
              + before.pages()
              + " and "
              + state.pages()
              + " have the same "
              + read
              + " records");
    }
    asked.add(hash(before.at()));
    if (!asked.add(hash(state.at()))) {
      throw error(
          slice,
          FeedCode.TOKEN_REPEATED,
          "page " + state.pages() + " names one as the next that was read before");
    }
    if (state.pages() >= bounds.maxPages()) {
      throw error(slice, FeedCode.MAX_PAGES, "there are more than " + bounds.maxPages() + " pages");
    }
    return Optional.of(state);
  }

  private DponeException error(Slice slice, FeedCode code, String what) {
    String where = slice.describe();
    return code.error(where.isEmpty() ? what : what + " [" + where + "]")
        .at(Place.stream(stream))
        .build();
  }

  private static long hash(Variables at) {
    long hash = 0xcbf29ce484222325L;
    for (String value : at.values().values()) {
      for (int i = 0; i < value.length(); i++) {
        hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ 0xffff) * 0x100000001b3L;
    }
    return hash;
  }
}
