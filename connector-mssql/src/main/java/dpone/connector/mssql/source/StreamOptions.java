package dpone.connector.mssql.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a stream, as data. */
public final class StreamOptions {
  /** What becomes of rows without a cursor value. */
  public static final String CURSOR_NULLS = "cursor_nulls";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  CURSOR_NULLS,
                  OptionType.STRING,
                  "What becomes of rows without a cursor value: fail refuses them, exclude leaves them"
                      + " out, include reads all of them every time, for merges.")
              .oneOf("fail", "include", "exclude")
              .defaultsTo("fail"));

  private StreamOptions() {}
}
