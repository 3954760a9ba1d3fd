package dpone.connector.postgres.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;

/** The options of one stream, as data. */
public final class StreamOptions {
  /** What an increment does about transactions that commit late. */
  public static final String LATE_COMMITS = "late_commits";

  /** What an increment does about rows without a cursor value. */
  public static final String CURSOR_NULLS = "cursor_nulls";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  LATE_COMMITS,
                  OptionType.STRING,
                  "Whether an increment looks for rows below the last cursor value whose"
                      + " transaction committed after the read before; catch looks at the xmin of"
                      + " every row, which is a scan of the table. If left out, catch for a merge"
                      + " and ignore for an append, which by catch appends an update that leaves"
                      + " the cursor as it is once more.")
              .oneOf("catch", "ignore"),
          Option.of(
                  CURSOR_NULLS,
                  OptionType.STRING,
                  "What becomes of rows without a cursor value: fail refuses them, exclude leaves"
                      + " them out, include reads all of them every time, for merges.")
              .oneOf("fail", "include", "exclude")
              .defaultsTo("fail"));

  private StreamOptions() {}

  /** Whether late commits are to be caught where that is possible. */
  static boolean catchLate(Options options, ReadMode mode) {
    return options
        .findString(LATE_COMMITS)
        .map("catch"::equals)
        .orElse(mode != ReadMode.AFTER_POSITION);
  }

  /** What becomes of nulls in the cursor column. */
  static CursorNulls nulls(Options options) {
    return CursorNulls.valueOf(
        options.findString(CURSOR_NULLS).orElse("fail").toUpperCase(java.util.Locale.ROOT));
  }
}
