package dpone.connector.clickhouse.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import java.util.Locale;

/** The options of one stream, as data. */
public final class StreamOptions {
  /** Columns that hold bytes and not text. */
  public static final String BYTES = "bytes";

  /** Whether rows are read as if all merges were done. */
  public static final String FINAL = "final";

  /** The largest number of parts. */
  public static final String SPLITS = "splits";

  /** What an increment does about rows without a cursor value. */
  public static final String CURSOR_NULLS = "cursor_nulls";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
              BYTES,
              OptionType.STRING_LIST,
              "Columns of type String or FixedString that hold bytes and not text; without it"
                  + " bytes that are not UTF-8 are refused by row."),
          Option.of(
                  FINAL,
                  OptionType.BOOLEAN,
                  "Whether a table that replaces, collapses or sums rows by its sorting key is read"
                      + " as if all merges were done (SELECT ... FINAL).")
              .defaultsTo("false"),
          Option.of(
                  SPLITS,
                  OptionType.INTEGER,
                  "The largest number of queries that the stream is read by; 1 reads it by one"
                      + " query, which sees one moment of the table whatever happens to it.")
              .between(1, 10_000),
          Option.of(
                  CURSOR_NULLS,
                  OptionType.STRING,
                  "What becomes of rows without a cursor value: fail refuses them, exclude leaves"
                      + " them out, include reads all of them every time, for merges.")
              .oneOf("fail", "include", "exclude")
              .defaultsTo("fail"));

  private StreamOptions() {}

  static boolean isFinal(Options options) {
    return options.has(FINAL) && options.bool(FINAL);
  }

  static long splits(Options options) {
    return options.findInteger(SPLITS).orElse(Long.MAX_VALUE);
  }

  static CursorNulls nulls(Options options) {
    return CursorNulls.valueOf(
        options.findString(CURSOR_NULLS).orElse("fail").toUpperCase(Locale.ROOT));
  }
}
