package dpone.connector.postgres.sink;

import dpone.connector.postgres.publish.FullRefresh;
import dpone.connector.postgres.publish.IncrementalMerge;
import dpone.connector.postgres.state.StateOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** Where stages are. */
  public static final String STAGE_SCHEMA = "stage_schema";

  /** Which way rows take. */
  static final String LANE = "lane";

  /** The value of {@link #LANE} that has every row decoded. */
  static final String COLUMNS = "columns";

  /** Memory of the server for making an index. */
  static final String INDEX_MEMORY = "index_memory";

  /** Whether a table that takes the target's place is analyzed before it does. */
  static final String ANALYZE = "analyze";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  STAGE_SCHEMA,
                  OptionType.STRING,
                  "Schema of the stages, made when it is missing; nobody else needs rights on it.")
              .defaultsTo("dpone_stage"),
          StateOptions.META_SCHEMA_OPTION,
          FullRefresh.PUBLISH,
          IncrementalMerge.OPTION,
          Option.of(
                  LANE,
                  OptionType.STRING,
                  "Which way rows take: auto passes them on undecoded where both ends have the same"
                      + " binary forms, columns decodes every row, so that one that cannot be"
                      + " decoded is rejected by itself.")
              .oneOf("auto", COLUMNS)
              .defaultsTo("auto"),
          Option.of(
                  INDEX_MEMORY,
                  OptionType.BYTES,
                  "Memory that the server may use to make an index of a stage, where its own"
                      + " maintenance_work_mem is less.")
              .between(1 << 20, 1L << 40)
              .defaultsTo("256MB"),
          Option.of(
                  ANALYZE,
                  OptionType.BOOLEAN,
                  "Whether a table that takes the target's place is analyzed before it does. Without,"
                      + " statements are planned without its statistics until the server's"
                      + " autovacuum comes by.")
              .defaultsTo("true"));

  private SinkOptions() {}
}
