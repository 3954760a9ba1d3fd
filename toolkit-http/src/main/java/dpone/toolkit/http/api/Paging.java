package dpone.toolkit.http.api;

import org.jspecify.annotations.Nullable;

/**
 * How an API divides the records of a request into pages. What a page is asked with is a parameter
 * of the query, and a variable for templates: {@code page}, {@code offset}, {@code token}, {@code
 * after}, {@code size}.
 */
public sealed interface Paging {
  /** All records are in one answer. */
  record Single() implements Paging {}

  /**
   * Pages by number.
   *
   * @param param parameter of the number, or null if a template has it
   * @param first number of the first page
   * @param size how many records are asked for
   * @param ending how they end
   */
  record PageNumber(@Nullable String param, long first, Size size, Ending ending)
      implements Paging {}

  /**
   * Pages by the number of records before them.
   *
   * @param param parameter of the offset, or null if a template has it
   * @param first offset of the first record
   * @param size how many records are asked for
   * @param ending how they end
   */
  record Offset(@Nullable String param, long first, Size size, Ending ending) implements Paging {}

  /**
   * Pages by a token that the page before gives; an absent, null or empty one is the end.
   *
   * @param param parameter of the token, or null if a template has it
   * @param next where the token stands
   * @param size how many records are asked for
   */
  record Cursor(@Nullable String param, Found next, Size size) implements Paging {}

  /**
   * Pages by the header {@code Link} with the relation {@code next} (RFC 8288).
   *
   * @param size how many records are asked for
   */
  record Link(Size size) implements Paging {}

  /**
   * Pages by an address, absolute or relative, in the page before.
   *
   * @param next where it stands
   * @param size how many records are asked for
   * @param total where the number of all records stands, or null; where it does it is held against
   *     what was read
   */
  record NextUrl(Found next, Size size, @Nullable Found total) implements Paging {
    /** Pages of an API that does not say how many records there are. */
    public NextUrl(Found next, Size size) {
      this(next, size, null);
    }
  }

  /**
   * Pages by the value of a column in the last record of the page before.
   *
   * @param param parameter of the value, or null if a template has it
   * @param column a column that identifies records and grows from one to the next
   * @param size how many records are asked for; an empty page is the end
   */
  record Keyset(@Nullable String param, String column, Size size) implements Paging {}

  /**
   * How many records a page is asked to have.
   *
   * @param param parameter of the number, or null if a template has it or the API takes none
   * @param records at least 1; 0 where nothing is asked
   */
  record Size(@Nullable String param, int records) {
    /** Nothing is asked. */
    public static final Size ANY = new Size(null, 0);
  }
}
