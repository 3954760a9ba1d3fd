package dpone.connector.postgres.sink;

import dpone.connector.postgres.publish.FullRefresh;
import dpone.connector.postgres.state.StateOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** Where stages are. */
  public static final String STAGE_SCHEMA = "stage_schema";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  STAGE_SCHEMA,
                  OptionType.STRING,
                  "Schema of the stages, made when it is missing; nobody else needs rights on it.")
              .defaultsTo("dpone_stage"),
          StateOptions.META_SCHEMA_OPTION,
          FullRefresh.PUBLISH);

  private SinkOptions() {}
}
