package dpone.connector.bigquery.option;

import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.NaturalType;
import dpone.spi.option.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options of a sink as values. */
public final class SinkSettings {
  private static final int MOST_CLUSTERED = 4;
  private static final String BUCKET = "[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";

  /** BigQuery reads a star as a pattern, and two slashes as one. */
  private static final String PREFIX = "[A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*/?";

  private static final int LONGEST_PREFIX = 500;

  private final Options options;

  /** Checks what can be checked without connecting. */
  public SinkSettings(Options options) {
    this.options = options;
    if (clusterBy().size() > MOST_CLUSTERED) {
      throw BqCode.INVALID_OPTION
          .error("sink.cluster_by names " + clusterBy().size() + " columns")
          .remedy("name at most four")
          .build();
    }
    if (byStreams() && fileFormat() == FileFormat.PARQUET) {
      throw BqCode.INVALID_OPTION
          .error("sink.file_format is parquet, and with sink.load storage_write there is no file")
          .remedy("leave one of them out")
          .build();
    }
    checkBucket();
    Set<String> known =
        fileFormat() == FileFormat.PARQUET
            ? Set.of("zstd", "snappy", "none")
            : Set.of("deflate", "none");
    if (!known.contains(compression())) {
      throw BqCode.INVALID_OPTION
          .error(
              "sink.compression is "
                  + compression()
                  + ", which files of "
                  + options.string(SinkOptions.FILE_FORMAT)
                  + " are not written with")
          .remedy("use one of " + String.join(", ", new TreeSet<>(known)) + ", or leave it out")
          .build();
    }
    for (Map.Entry<String, String> label : labels().entrySet()) {
      if (!label.getKey().matches("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}")
          || !label.getValue().matches("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}")) {
        throw BqCode.INVALID_OPTION
            .error("sink.labels has " + label.getKey() + ": " + label.getValue())
            .remedy("use lower-case letters, digits, _ and -, at most 63 of them")
            .build();
      }
    }
  }

  private void checkBucket() {
    String bucket = stageBucket();
    String prefix = options.findString(SinkOptions.STAGE_PREFIX).orElse("");
    if (!byBucket() && !(bucket + prefix).isEmpty()) {
      throw BqCode.INVALID_OPTION
          .error(
              "sink.stage_bucket and sink.stage_prefix are of sink.load cloud_storage, and it is "
                  + options.string(SinkOptions.LOAD))
          .remedy("set sink.load to cloud_storage, or leave them out")
          .build();
    }
    if (byBucket() && !bucket.matches(BUCKET)) {
      throw BqCode.INVALID_OPTION
          .error(
              bucket.isEmpty()
                  ? "sink.load is cloud_storage, and sink.stage_bucket is not given"
                  : "sink.stage_bucket is not the name of a bucket: " + bucket)
          .remedy("name a bucket in the location of the target's dataset, without gs://")
          .build();
    }
    if (!prefix.isEmpty() && (!prefix.matches(PREFIX) || prefix.length() > LONGEST_PREFIX)) {
      throw BqCode.INVALID_OPTION
          .error("sink.stage_prefix is not a folder of a bucket: " + prefix)
          .remedy("write it as NAME/NAME of letters, digits, ., _, = and -")
          .build();
    }
  }

  /** Column of partitions, or empty. */
  public String partitionBy() {
    return options.findString(SinkOptions.PARTITION_BY).orElse("");
  }

  /** Size of partitions. */
  public String partitionType() {
    return options.string(SinkOptions.PARTITION_TYPE);
  }

  /** How long partitions are kept; 0 for ever. */
  public long partitionHours() {
    return options.has(SinkOptions.PARTITION_EXPIRATION)
        ? options.duration(SinkOptions.PARTITION_EXPIRATION).toHours()
        : 0;
  }

  /** Whether queries have to name partitions. */
  public boolean requirePartitionFilter() {
    return options.bool(SinkOptions.REQUIRE_PARTITION_FILTER);
  }

  /** Columns of clusters. */
  public List<String> clusterBy() {
    return options.strings(SinkOptions.CLUSTER_BY);
  }

  /** Labels of tables and jobs. */
  public Map<String, String> labels() {
    return options.map(SinkOptions.LABELS);
  }

  /** Key of Cloud KMS, or empty. */
  public String kmsKey() {
    return options.findString(SinkOptions.KMS_KEY).orElse("");
  }

  /** Whether a dataset is made. */
  public boolean createDataset() {
    return options.bool(SinkOptions.CREATE_DATASET);
  }

  /** Types of new columns. */
  public NaturalType natural() {
    return new NaturalType(
        options.string(SinkOptions.UNCONSTRAINED_NUMERIC), options.string(SinkOptions.JSON));
  }

  /** Whether rows reach a stage by pending streams. */
  public boolean byStreams() {
    return options.string(SinkOptions.LOAD).equals("storage_write");
  }

  /** Whether rows reach a stage by files in a bucket. */
  public boolean byBucket() {
    return options.string(SinkOptions.LOAD).equals("cloud_storage");
  }

  /** The bucket of those files, or empty. */
  public String stageBucket() {
    return options.findString(SinkOptions.STAGE_BUCKET).orElse("");
  }

  /** What the names of those files begin with: empty, or a folder with its slash. */
  public String stagePrefix() {
    String prefix = options.findString(SinkOptions.STAGE_PREFIX).orElse("");
    return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /** Format of the files that load jobs load. */
  public FileFormat fileFormat() {
    return options.string(SinkOptions.FILE_FORMAT).equals("parquet")
        ? FileFormat.PARQUET
        : FileFormat.AVRO;
  }

  /** How rows are compressed on their way, by its name in the options; {@code none} if not. */
  public String compression() {
    return options
        .findString(SinkOptions.COMPRESSION)
        .orElse(fileFormat() == FileFormat.PARQUET ? "zstd" : "deflate");
  }

  /** Dataset of stages. */
  public Optional<String> stageDataset() {
    return options.findString(SinkOptions.STAGE_DATASET);
  }

  /** When BigQuery itself removes a stage. */
  public Duration stageExpiration() {
    return options.duration(SinkOptions.STAGE_EXPIRATION);
  }

  /** Dataset of the tables that remember. */
  public Optional<String> metaDataset() {
    return options.findString(SinkOptions.META_DATASET);
  }

  /** Whether targets are overwritten by copy jobs. */
  public boolean byCopy() {
    return options.string(SinkOptions.PUBLISH).equals("copy");
  }

  /** Limit of a statement's bytes; 0 for none. */
  public long maximumBytesBilled() {
    return options.findInteger(SinkOptions.MAXIMUM_BYTES_BILLED).orElse(0L);
  }

  /** The same for a state store, which has one option. */
  public static Optional<String> metaDataset(Options options) {
    return options.findString(SinkOptions.META_DATASET);
  }
}
