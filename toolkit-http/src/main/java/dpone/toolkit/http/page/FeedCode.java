package dpone.toolkit.http.page;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** What can be wrong with answers that came as they should: code, category, meaning, remedy. */
public enum FeedCode {
  TOKEN_REPEATED(
      ErrorCategory.DATA,
      "The API names a page as the next one that was read already, so that pages would never end.",
      "check the pagination options; nothing was published"),
  PAGE_REPEATED(
      ErrorCategory.DATA,
      "Two pages in a row have the same records: the API does not heed what it is asked with.",
      "check the names of the pagination's parameters"),
  EMPTY_PAGE(
      ErrorCategory.DATA,
      "A page without records says that there are more.",
      "set pagination.empty_page to continue if the API does that on purpose"),
  MAX_PAGES(
      ErrorCategory.DATA,
      "A request has more pages than pagination.max_pages.",
      "raise pagination.max_pages if there are that many"),
  PAGES_MOVED(
      ErrorCategory.DATA,
      "The number of all records changed while pages were read, so that some may have been missed.",
      "run again, or read by a cursor"),
  TOTAL_MISMATCH(
      ErrorCategory.DATA,
      "The pages have another number of records than the API says there are.",
      "run again; leave out pagination.total if the API's number is not exact"),
  TOTAL_UNREADABLE(
      ErrorCategory.DATA,
      "What should be the number of all records is none.",
      "check pagination.total"),
  NEXT_UNREADABLE(
      ErrorCategory.DATA,
      "What should tell the next page cannot be understood.",
      "check pagination.next"),
  WINDOW_CUT_OFF(
      ErrorCategory.DATA,
      "The smallest window of time has as many records as the API gives at most, so some may lack.",
      "read the stream with narrower filters"),
  CURSOR_MISSING(
      ErrorCategory.DATA,
      "A record has no value in the column that tells what is new.",
      "choose another cursor, or full_refresh"),
  CURSOR_UNORDERED(
      ErrorCategory.DATA,
      "Pages are in no order of the cursor, so that what changes while they are read may be missed.",
      "have the API sort by the cursor, or choose a cursor of times with a zone, or full_refresh"),
  TOO_MANY_TIES(
      ErrorCategory.DATA,
      "More records have one value of the cursor than can be remembered.",
      "use incremental_merge, which needs not remember them"),
  TEMPLATE(
      ErrorCategory.CONFIG,
      "A place in a path, parameter, header or body has no value.",
      "check the names in braces"),
  STREAM_OPTION(
      ErrorCategory.CONFIG,
      "The options of a stream do not fit together.",
      "see the connector's page"),
  STREAM_UNKNOWN(
      ErrorCategory.NOT_FOUND,
      "The connector has no stream of that name.",
      "see the list of streams on the connector's page"),
  SCHEMA_UNKNOWN(
      ErrorCategory.SCHEMA,
      "Nothing tells which columns a stream has.",
      "declare columns, or read a page with records in it"),
  SCHEMA_CHANGED(
      ErrorCategory.SCHEMA,
      "A stream has other columns than when the run was planned.",
      "run again"),
  TOO_MANY_PARENTS(
      ErrorCategory.RESOURCE,
      "A stream has more parents than can be kept.",
      "narrow the parents down"),
  POSITION_UNREADABLE(
      ErrorCategory.DATA,
      "A stored position is none of this connector, or of a newer release.",
      "use the release that wrote it, or reset the state");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  FeedCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code HTTP_TOKEN_REPEATED}. */
  public String code() {
    return "HTTP_" + name();
  }

  /** What kind of failure it is. */
  public ErrorCategory category() {
    return category;
  }

  /** What it means, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do, as an imperative phrase. */
  public String remedy() {
    return remedy;
  }

  /** Starts an error of this code. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
