package dpone.connector.clickhouse.source;

import dpone.spi.option.OptionSpec;

/** The options of a source, as data. */
public final class SourceOptions {
  /** All of them. */
  public static final OptionSpec SPEC = OptionSpec.NONE;

  private SourceOptions() {}
}
