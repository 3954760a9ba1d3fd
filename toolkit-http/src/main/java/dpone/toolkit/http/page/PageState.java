package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Variables;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages of a slice go on. Travels in positions.
 *
 * @param at what the next page is asked with; empty for the first one
 * @param pages pages before it
 * @param records records on those
 * @param total how many records there are as the last page said, -1 if none did
 * @param digest of the last page's records, so that a page given twice is noticed
 */
public record PageState(Variables at, long pages, long records, long total, long digest) {
  /** Before the first page. */
  public static final PageState FIRST = new PageState(Variables.NONE, 0, 0, -1, 0);

  /** Whether no page was read yet. */
  public boolean isFirst() {
    return pages == 0;
  }

  /** The state after one more page, to be asked for with those values. */
  public PageState next(Variables values, long moreRecords, long saidTotal, long pageDigest) {
    return new PageState(
        values, pages + 1, records + moreRecords, saidTotal >= 0 ? saidTotal : total, pageDigest);
  }

  /** What the next page is asked with, or null. */
  public @Nullable String value(String name) {
    return at.values().get(name);
  }
}
