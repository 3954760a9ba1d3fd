package dpone.connector.clickhouse.source;

import dpone.spi.option.OptionSpec;

/** The options of one stream, as data. */
public final class StreamOptions {
  /** All of them. */
  public static final OptionSpec SPEC = OptionSpec.NONE;

  private StreamOptions() {}
}
