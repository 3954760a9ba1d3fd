package dpone.connector.mssql.sink;

import dpone.connector.mssql.state.StateOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** Schema of the stages. */
  public static final String STAGE_SCHEMA = "stage_schema";

  /** How a full refresh becomes visible. */
  public static final String PUBLISH = "publish";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  STAGE_SCHEMA,
                  OptionType.STRING,
                  "Schema of the stages, made when it is missing; nobody else needs rights on it.")
              .defaultsTo("dpone_stage"),
          StateOptions.META_SCHEMA_OPTION,
          Option.of(
                  PUBLISH,
                  OptionType.STRING,
                  "How a full refresh becomes visible: truncate_insert fills the target itself, which"
                      + " keeps its grants, indexes, constraints and triggers; swap puts a new table"
                      + " in its place by renaming, which keeps none of them and is refused where"
                      + " there are any.")
              .oneOf("truncate_insert", "swap")
              .defaultsTo("truncate_insert"));

  private SinkOptions() {}
}
