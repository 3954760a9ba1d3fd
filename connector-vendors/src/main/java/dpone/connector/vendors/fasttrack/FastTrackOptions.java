package dpone.connector.vendors.fasttrack;

import dpone.connector.vendors.common.ColumnOptions;
import dpone.connector.vendors.plain.ConnectionOptions;
import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options, as data. */
public final class FastTrackOptions {
  static final String BOT_KEY = "bot_key";
  static final String FLEX_URL = "flex_url";
  static final String X_TOKEN = "x_token";
  static final String SOURCE = "source";
  static final String REPORT_ID = "report_id";
  static final String REPORT_TYPE = "report_type";
  static final String PATH = "path";
  static final String CATEGORY = "category";
  static final String PAGE_SIZE = "page_size";
  static final String MAX_PAGES = "max_pages";
  static final String TOTAL = "total";
  static final String PARAMS = "params";
  static final String UNIQUE = "key";
  static final String INCREMENT_BY = "increment_by";

  static final String REPORT = "report";
  static final String FLEX = "flex";

  /** Options of a connection. */
  public static final OptionSpec CONNECTION =
      ConnectionOptions.of(
          "https://dashboard.fstrk.io/api/partners",
          Option.of(
                  BOT_KEY,
                  OptionType.SECRET,
                  "Key of the bot, from its settings in the dashboard; for streams of source: report.")
              .example("${FASTTRACK_BOT_KEY}"),
          Option.of(FLEX_URL, OptionType.STRING, "Address of the project's Flex API.")
              .example("https://shop.flex.fstrk.io/api"),
          Option.of(
                  X_TOKEN, OptionType.SECRET, "Token of the Flex API; for streams of source: flex.")
              .example("${FASTTRACK_FLEX_TOKEN}"));

  /** Options of a stream. */
  public static final OptionSpec STREAM =
      OptionSpec.of(
          Option.of(
                  SOURCE,
                  OptionType.STRING,
                  "A report of the dashboard, or records of Flex; known for the streams"
                      + " cascade_transactions, chat_sessions and flex_cms_ratings.")
              .oneOf(REPORT, FLEX),
          Option.of(
                  REPORT_ID,
                  OptionType.STRING,
                  "report: the report's UUID, as the dashboard shows it.")
              .example("00000000-0000-4000-8000-000000000001"),
          Option.of(
                  REPORT_TYPE,
                  OptionType.STRING,
                  "report: its type; known for cascade_transactions and chat_sessions.")
              .example("SESSIONS"),
          Option.of(PATH, OptionType.STRING, "flex: path of the records below flex_url.")
              .defaultsTo("ticket/"),
          Option.of(CATEGORY, OptionType.STRING, "flex: UUID of the category of tickets.")
              .example("00000000-0000-4000-8000-000000000002"),
          Option.of(PAGE_SIZE, OptionType.INTEGER, "flex: records that a page is asked for.")
              .between(1, 10_000)
              .defaultsTo("1000"),
          Option.of(
                  MAX_PAGES,
                  OptionType.INTEGER,
                  "flex: pages after which a run ends, since something must be wrong.")
              .between(1, 1_000_000)
              .defaultsTo("10000"),
          Option.of(
                  TOTAL,
                  OptionType.STRING,
                  "flex: where an answer says how many records there are, a JSON Pointer; with it a"
                      + " run ends where records came or went between pages.")
              .example("/count"),
          Option.of(PARAMS, OptionType.STRING_MAP, "Further parameters of the request."),
          ColumnOptions.option("they are found by a look at the first records"),
          Option.of(UNIQUE, OptionType.STRING_LIST, "Columns that identify a record.")
              .example("[transaction_uuid]"),
          Option.of(
                  INCREMENT_BY,
                  OptionType.STRING,
                  "Column of a time or number that grows with every change, by which an increment"
                      + " leaves out what it had; the API is asked for everything all the same.")
              .example("done_at"),
          SpanOptions.lookback(0),
          SpanOptions.checkpoint());

  private FastTrackOptions() {}
}
