package dpone.connector.kafka.sink;

import dpone.connector.kafka.format.FormatOptions;
import dpone.spi.option.OptionSpec;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(FormatOptions.SINK_VALUE, FormatOptions.SINK_KEY);

  private SinkOptions() {}
}
