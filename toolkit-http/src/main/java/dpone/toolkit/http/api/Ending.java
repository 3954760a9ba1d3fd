package dpone.toolkit.http.api;

import org.jspecify.annotations.Nullable;

/**
 * How pages that are counted tell their end.
 *
 * @param rule which of them it is
 * @param total where the number of all records stands, or null; where it does it is held against
 *     what was read, by whatever rule the read ended
 * @param more where a flag stands, for the rule MORE; else null
 */
public record Ending(Rule rule, @Nullable Found total, @Nullable Found more) {
  /** Which sign is the end. */
  public enum Rule {
    /** A page without records. Safe with an API that gives fewer than it was asked for. */
    EMPTY_PAGE,
    /** A page with fewer records than it was asked for, where the API promises full pages. */
    SHORT_PAGE,
    /** As many records as the total says. */
    TOTAL,
    /** As many pages as the total says. */
    TOTAL_PAGES,
    /** A flag that is {@code false}, empty or missing. */
    MORE
  }

  /** The safe rule. */
  public static final Ending EMPTY_PAGE = new Ending(Rule.EMPTY_PAGE, null, null);
}
