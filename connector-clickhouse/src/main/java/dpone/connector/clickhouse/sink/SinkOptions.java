package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.publish.CdcApply;
import dpone.connector.clickhouse.publish.IncrementalMerge;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  /** Database of the stages. */
  static final String STAGE_DATABASE = "stage_database";

  /** Database of the table of loads. */
  static final String META_DATABASE = "meta_database";

  /** Engine of a new table. */
  static final String ENGINE = "engine";

  /** Sorting key of a new table. */
  static final String ORDER_BY = "order_by";

  /** Partition key of a new table. */
  static final String PARTITION_BY = "partition_by";

  /** Codecs of a new table's columns. */
  static final String CODECS = "codecs";

  /** Columns of a new table that are of low cardinality. */
  static final String LOW_CARDINALITY = "low_cardinality";

  /** TTL of a new table. */
  static final String TTL = "ttl";

  /** Settings of a new table. */
  static final String SETTINGS = "settings";

  /** Cluster on which tables are made and exchanged. */
  static final String CLUSTER = "cluster";

  /** What to do about materialized views. */
  static final String DEPENDENT_VIEWS = "dependent_views";

  /** Which way rows take. */
  static final String LANE = "lane";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  ENGINE,
                  OptionType.STRING,
                  "Engine of a table that does not exist yet, of the MergeTree family.")
              .defaultsTo("MergeTree")
              .example("ReplacingMergeTree(updated_at)"),
          Option.of(
                  ORDER_BY,
                  OptionType.STRING_LIST,
                  "Sorting key of a table that does not exist yet, as columns or expressions; the"
                      + " unique key, or the stream's key, if left out.")
              .example("[customer_id, id]"),
          Option.of(
                  PARTITION_BY,
                  OptionType.STRING,
                  "Partition key of a table that does not exist yet, as an expression.")
              .example("toYYYYMM(created_at)"),
          Option.of(
                  CODECS,
                  OptionType.STRING_MAP,
                  "Compression of columns of a table that does not exist yet, by column.")
              .example("{ payload: \"ZSTD(3)\" }"),
          Option.of(
                  LOW_CARDINALITY,
                  OptionType.STRING_LIST,
                  "Text columns of a table that does not exist yet that have few different values.")
              .example("[country]"),
          Option.of(
                  TTL,
                  OptionType.STRING,
                  "How long rows of a table that does not exist yet are kept, as an expression.")
              .example("created_at + INTERVAL 2 YEAR"),
          Option.of(
                  SETTINGS,
                  OptionType.STRING_MAP,
                  "Settings of a table that does not exist yet, by the server's own names.")
              .example("{ index_granularity: \"4096\" }"),
          Option.of(
                  CLUSTER,
                  OptionType.STRING,
                  "Cluster on which tables are made, changed and exchanged, with ON CLUSTER; the"
                      + " connection has to stay with one server of it.")
              .example("main"),
          IncrementalMerge.OPTION,
          CdcApply.OPTION,
          Option.of(
                  DEPENDENT_VIEWS,
                  OptionType.STRING,
                  "What to do when materialized views are fed by inserts into the target, since a"
                      + " publish makes none: refuse the load, or ignore them.")
              .oneOf("refuse", "ignore")
              .defaultsTo("refuse"),
          Option.of(
                  LANE,
                  OptionType.STRING,
                  "Which way rows take: columns encodes them as Native blocks, tsv passes lines of"
                      + " COPY text on undecoded where every column's types allow, auto takes the"
                      + " faster one.")
              .oneOf("auto", "columns", "tsv")
              .defaultsTo("auto"),
          Option.of(
              STAGE_DATABASE,
              OptionType.STRING,
              "Database of the stages, on the same disks as the target; the target's own if left"
                  + " out."),
          Option.of(
              META_DATABASE,
              OptionType.STRING,
              "Database of the table _dpone_loads, which remembers loads and generations; that of the"
                  + " first stream's target if left out."));

  private SinkOptions() {}
}
