package dpone.connector.kafka.source;

import dpone.connector.kafka.format.FormatOptions;
import dpone.spi.option.OptionSpec;

/** The options of one stream, as data. */
public final class StreamOptions {
  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(FormatOptions.SOURCE_VALUE, FormatOptions.SOURCE_KEY);

  private StreamOptions() {}
}
