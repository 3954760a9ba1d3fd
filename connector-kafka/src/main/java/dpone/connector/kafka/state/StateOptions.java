package dpone.connector.kafka.state;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a state store, as data. */
public final class StateOptions {
  /** The topic that holds the state. */
  public static final String TOPIC = "topic";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  TOPIC,
                  OptionType.STRING,
                  "Compacted topic of one partition that holds the state; created where it is"
                      + " missing.")
              .defaultsTo("dpone-state"));

  private StateOptions() {}
}
