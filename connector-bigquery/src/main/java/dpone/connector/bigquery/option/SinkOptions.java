package dpone.connector.bigquery.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  static final String PARTITION_BY = "partition_by";
  static final String PARTITION_TYPE = "partition_type";
  static final String PARTITION_EXPIRATION = "partition_expiration";
  static final String REQUIRE_PARTITION_FILTER = "require_partition_filter";
  static final String CLUSTER_BY = "cluster_by";
  static final String LABELS = "labels";
  static final String KMS_KEY = "kms_key";
  static final String CREATE_DATASET = "create_dataset";
  static final String UNCONSTRAINED_NUMERIC = "unconstrained_numeric";
  static final String JSON = "json";
  static final String FILE_FORMAT = "file_format";
  static final String COMPRESSION = "compression";
  static final String STAGE_DATASET = "stage_dataset";
  static final String STAGE_BUCKET = "stage_bucket";
  static final String STAGE_PREFIX = "stage_prefix";
  static final String STAGE_EXPIRATION = "stage_expiration";
  static final String META_DATASET = "meta_dataset";
  static final String LOAD = "load";
  static final String PUBLISH = "publish";
  static final String MAXIMUM_BYTES_BILLED = "maximum_bytes_billed";

  private static final Option META =
      Option.of(
          META_DATASET,
          OptionType.STRING,
          "Dataset of the tables _dpone_loads, _dpone_fences and _dpone_state; connection.dataset"
              + " if left out, else that of the first stream's target.");

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  PARTITION_BY,
                  OptionType.STRING,
                  "Column of type DATE, DATETIME or TIMESTAMP by which a table that does not exist"
                      + " yet is partitioned.")
              .example("created_at"),
          Option.of(
                  PARTITION_TYPE,
                  OptionType.STRING,
                  "Size of a partition of a table that does not exist yet.")
              .oneOf("hour", "day", "month", "year")
              .defaultsTo("day"),
          Option.of(
                  PARTITION_EXPIRATION,
                  OptionType.DURATION,
                  "How long partitions of a table that does not exist yet are kept.")
              .example("17520h"),
          Option.of(
                  REQUIRE_PARTITION_FILTER,
                  OptionType.BOOLEAN,
                  "Whether queries of a table that does not exist yet have to name partitions.")
              .defaultsTo("false"),
          Option.of(
                  CLUSTER_BY,
                  OptionType.STRING_LIST,
                  "Up to four columns by which a table that does not exist yet is clustered; the"
                      + " unique key as far as its types allow, if left out.")
              .example("[customer_id]"),
          Option.of(
                  LABELS,
                  OptionType.STRING_MAP,
                  "Labels of tables that do not exist yet and of all jobs.")
              .example("{ team: finance }"),
          Option.of(
                  KMS_KEY,
                  OptionType.STRING,
                  "Key of Cloud KMS by which new tables and stages are encrypted.")
              .example("projects/acme/locations/eu/keyRings/dwh/cryptoKeys/landing"),
          Option.of(
                  CREATE_DATASET,
                  OptionType.BOOLEAN,
                  "Whether a dataset that does not exist is made in connection.location.")
              .defaultsTo("false"),
          Option.of(
                  UNCONSTRAINED_NUMERIC,
                  OptionType.STRING,
                  "Type of a new column for decimals without precision: bignumeric refuses values"
                      + " of more than 38 digits on either side of the point, and NaN; string takes"
                      + " all of them; refuse fails the plan.")
              .oneOf("bignumeric", "string", "refuse")
              .defaultsTo("bignumeric"),
          Option.of(
                  JSON,
                  OptionType.STRING,
                  "Type of a new column for JSON: json keeps what a text means and not how it is"
                      + " written, string keeps the text.")
              .oneOf("json", "string")
              .defaultsTo("json"),
          Option.of(
                  LOAD,
                  OptionType.STRING,
                  "How rows reach a stage: jobs, which BigQuery does not bill, a file each;"
                      + " cloud_storage, files in sink.stage_bucket that one job loads; or"
                      + " storage_write, pending streams of the Storage Write API that are"
                      + " committed together and billed by their volume.")
              .oneOf("jobs", "cloud_storage", "storage_write")
              .defaultsTo("jobs"),
          Option.of(
                  FILE_FORMAT,
                  OptionType.STRING,
                  "Format of the files that load jobs load; what arrives is the same.")
              .oneOf("avro", "parquet")
              .defaultsTo("avro"),
          Option.of(
                  COMPRESSION,
                  OptionType.STRING,
                  "How rows are compressed on their way: deflate or none in Avro, zstd, snappy or"
                      + " none in Parquet; deflate and zstd if left out.")
              .oneOf("deflate", "zstd", "snappy", "none"),
          Option.of(
              STAGE_DATASET,
              OptionType.STRING,
              "Dataset of the stages, in the same location; the target's own if left out."),
          Option.of(
                  STAGE_BUCKET,
                  OptionType.STRING,
                  "Bucket of Cloud Storage, in the location of the target's dataset, through which"
                      + " sink.load cloud_storage loads.")
              .example("acme-landing"),
          Option.of(STAGE_PREFIX, OptionType.STRING, "Folder in that bucket; its root if left out.")
              .example("dpone/stages"),
          Option.of(
                  STAGE_EXPIRATION,
                  OptionType.DURATION,
                  "When a stage that nobody removed is removed by BigQuery itself, and files of"
                      + " stages in sink.stage_bucket by the next load through it.")
              .defaultsTo("48h"),
          META,
          Option.of(
                  PUBLISH,
                  OptionType.STRING,
                  "How a stage becomes the target: statements of one transaction, or copy, jobs"
                      + " that overwrite the table (full_refresh) or its partitions"
                      + " (partition_replace) one after the other.")
              .oneOf("statements", "copy")
              .defaultsTo("statements"),
          Option.of(
                  MAXIMUM_BYTES_BILLED,
                  OptionType.INTEGER,
                  "Limit of bytes that one statement may be billed for; a statement above it is"
                      + " refused and costs nothing.")
              .between(1, Long.MAX_VALUE));

  /** The options of a state store. */
  public static final OptionSpec STATE = OptionSpec.of(META);

  private SinkOptions() {}
}
