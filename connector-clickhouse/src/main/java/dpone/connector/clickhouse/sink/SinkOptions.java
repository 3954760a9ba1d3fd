package dpone.connector.clickhouse.sink;

import dpone.spi.option.OptionSpec;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** All of them. */
  public static final OptionSpec SPEC = OptionSpec.NONE;

  private SinkOptions() {}
}
