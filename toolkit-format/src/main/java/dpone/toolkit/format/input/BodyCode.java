package dpone.toolkit.format.input;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** What can be wrong with a body as a whole: the same code in every connector. */
public enum BodyCode {
  RECORD_PATH(
      ErrorCategory.CONFIG,
      "Nothing that can be records stands at the path of the records.",
      "correct the path of the records: the message says what stands there instead"),
  PATH_SYNTAX(
      ErrorCategory.CONFIG,
      "A path into a body cannot be read.",
      "write a JSON Pointer such as /data/items, or a JSONPath of names and wildcards such as"
          + " $.data.items[*]"),
  BODY_EMPTY(
      ErrorCategory.DATA,
      "The body is empty where a document is expected.",
      "check the address and its parameters; a source without data sends an empty list"),
  BODY_HTML(
      ErrorCategory.DATA,
      "The body is an HTML page instead of data.",
      "check the address and the credential: such a page is mostly that of a login, a proxy or an"
          + " error"),
  BODY_TRUNCATED(
      ErrorCategory.TRANSIENT,
      "The body ends before its document does.",
      "run again; if it repeats, ask for smaller pages or windows"),
  BODY_MALFORMED(
      ErrorCategory.DATA,
      "The body is not a document of its format.",
      "check that the declared format is that of the body"),
  BODY_TRAILING(
      ErrorCategory.DATA,
      "Something stands behind the end of the document.",
      "check the declared format: several documents in one body are JSON Lines"),
  RECORD_TOO_LARGE(
      ErrorCategory.DATA,
      "A record, or a value beside the records, is larger than it may be.",
      "correct the path of the records, or raise the limit of a record"),
  CHARSET_UNKNOWN(
      ErrorCategory.CONFIG,
      "There is no such charset.",
      "name a charset of the IANA registry, such as utf-8 or windows-1251"),
  CHARSET(
      ErrorCategory.DATA,
      "The bytes are not text of the charset.",
      "declare the charset that the body is written in"),
  HEADER_CHANGED(
      ErrorCategory.SCHEMA,
      "The first line names other columns than the one before did.",
      "run again; if it stays, declare the columns as they are now"),
  HEADER_COLUMN(
      ErrorCategory.SCHEMA,
      "The first line does not name a column that is declared, or names one twice.",
      "declare the columns that the first line names"),
  ARCHIVE_BROKEN(
      ErrorCategory.DATA,
      "The archive cannot be unpacked.",
      "check that the declared compression is that of the body"),
  ARCHIVE_ENTRY(
      ErrorCategory.CONFIG,
      "The archive holds another number of files than one, or not the one that is wanted.",
      "name the file in the archive, or let all of them be read"),
  EXPANSION_LIMIT(
      ErrorCategory.RESOURCE,
      "The archive unpacks to more than it may.",
      "raise the limit of expansion if the archive is to be trusted");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  BodyCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code FORMAT_RECORD_PATH}. */
  public String code() {
    return "FORMAT_" + name();
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
