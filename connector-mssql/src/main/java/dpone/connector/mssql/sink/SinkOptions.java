package dpone.connector.mssql.sink;

import dpone.connector.mssql.state.StateOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** Schema of the stages. */
  public static final String STAGE_SCHEMA = "stage_schema";

  /** How a full refresh, or a replaced partition, becomes visible. */
  public static final String PUBLISH = "publish";

  /** The target itself is filled. */
  static final String TRUNCATE_INSERT = "truncate_insert";

  /** A new table takes its place. */
  static final String SWAP = "swap";

  /** The rows of a stage are switched into it. */
  static final String SWITCH = "switch";

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
                      + " there are any; switch puts the rows of a stage with the target's own"
                      + " indexes and constraints in its place, which keeps all and holds the lock"
                      + " for a moment, also those of a partition_replace into the partitions of the"
                      + " server, and is refused where the server does not do it.")
              .oneOf(TRUNCATE_INSERT, SWAP, SWITCH)
              .defaultsTo(TRUNCATE_INSERT));

  private SinkOptions() {}
}
