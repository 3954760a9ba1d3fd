package dpone.connector.rest.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The group {@code pagination} of a stream. The constants are names of options. */
public final class PaginationOptions {
  public static final String TYPE = "type";
  public static final String PAGE_PARAM = "page_param";
  public static final String START_PAGE = "start_page";
  public static final String OFFSET_PARAM = "offset_param";
  public static final String START_OFFSET = "start_offset";
  public static final String CURSOR_PARAM = "cursor_param";
  public static final String NEXT = "next";
  public static final String COLUMN = "column";
  public static final String LIMIT = "limit";
  public static final String LIMIT_PARAM = "limit_param";
  public static final String END = "end";
  public static final String TOTAL = "total";
  public static final String MORE = "more";
  public static final String EMPTY_PAGE = "empty_page";
  public static final String MAX_PAGES = "max_pages";
  public static final String CHECKPOINT_PAGES = "checkpoint_pages";

  /** Names of the ways to page. */
  public static final String SINGLE = "single";

  public static final String PAGE = "page";
  public static final String OFFSET = "offset";
  public static final String CURSOR = "cursor";
  public static final String LINK = "link";
  public static final String NEXT_URL = "next_url";
  public static final String KEYSET = "keyset";

  private PaginationOptions() {}

  /** The group. */
  public static Option group(String name) {
    return Option.group(
        name,
        "How the records of a request are divided into pages.",
        Option.of(
                TYPE,
                OptionType.STRING,
                "single: one answer has all. page: by number. offset: by the number of records"
                    + " before. cursor: by a token in the page before. link: by the header Link."
                    + " next_url: by an address in the page before. keyset: by the last value of a"
                    + " column.")
            .oneOf(SINGLE, PAGE, OFFSET, CURSOR, LINK, NEXT_URL, KEYSET)
            .defaultsTo(SINGLE),
        Option.of(
                PAGE_PARAM,
                OptionType.STRING,
                "page: parameter of the number; page if left out, and none where {page} stands in"
                    + " the request.")
            .example("page"),
        Option.of(START_PAGE, OptionType.INTEGER, "page: number of the first page; 1 if left out.")
            .between(0, Long.MAX_VALUE),
        Option.of(
                OFFSET_PARAM,
                OptionType.STRING,
                "offset: parameter of the offset; offset if left out, and none where {offset}"
                    + " stands in the request.")
            .example("offset"),
        Option.of(
                START_OFFSET,
                OptionType.INTEGER,
                "offset: offset of the first record; 0 if left out.")
            .between(0, Long.MAX_VALUE),
        Option.of(
                CURSOR_PARAM,
                OptionType.STRING,
                "cursor, keyset: parameter of the token or value; may be left out where {token} or"
                    + " {after} stands in the request.")
            .example("starting_after"),
        Option.of(
                NEXT,
                OptionType.STRING,
                "cursor, next_url: where the token or address of the next page stands: a JSON"
                    + " Pointer outside of the records, or header:NAME. An absent, null or empty"
                    + " one is the end.")
            .example("/meta/next"),
        Option.of(
                COLUMN,
                OptionType.STRING,
                "keyset: column that identifies records and grows from one to the next.")
            .example("id"),
        Option.of(LIMIT, OptionType.INTEGER, "Records that a page is asked to have.")
            .between(1, 1_000_000),
        Option.of(
                LIMIT_PARAM,
                OptionType.STRING,
                "Parameter of limit; limit if left out, empty for none; none where {size} stands in"
                    + " the request.")
            .example("per_page"),
        Option.of(
                END,
                OptionType.STRING,
                "page, offset: how pages end. empty_page: at one without records, which is safe"
                    + " everywhere. short_page: at one with fewer records than limit. total,"
                    + " total_pages: when so many were read as total says. more: at a flag that is"
                    + " false or missing. If left out: total where total is given, more where more"
                    + " is, else empty_page.")
            .oneOf("empty_page", "short_page", "total", "total_pages", "more"),
        Option.of(
                TOTAL,
                OptionType.STRING,
                "page, offset: where the number of all records, or of all pages, stands, as for"
                    + " next. Where it is records, a read of another number fails.")
            .example("header:X-Total-Count"),
        Option.of(MORE, OptionType.STRING, "end: more: where the flag stands, as for next.")
            .example("/meta/has_more"),
        Option.of(
                EMPTY_PAGE,
                OptionType.STRING,
                "A page without records that names a next one fails the run, or the read continues"
                    + " there.")
            .oneOf("fail", "continue")
            .defaultsTo("fail"),
        Option.of(
                MAX_PAGES,
                OptionType.INTEGER,
                "Pages of one request after which the run fails, since something must be wrong.")
            .between(1, Long.MAX_VALUE)
            .defaultsTo("10000"),
        Option.of(
                CHECKPOINT_PAGES,
                OptionType.INTEGER,
                "Pages after which an increment is published and its position stored, so that a run"
                    + " that is cut off goes on there.")
            .between(1, Long.MAX_VALUE)
            .defaultsTo("1000"));
  }
}
