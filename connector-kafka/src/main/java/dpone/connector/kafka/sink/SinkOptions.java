package dpone.connector.kafka.sink;

import dpone.connector.kafka.format.FormatOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a sink, as data. */
public final class SinkOptions {
  static final String DELIVERY = "delivery";
  static final String KEY = "key";
  static final String KEY_COLUMNS = "key_columns";
  static final String DELETES = "deletes";
  static final String PARTITIONER = "partitioner";
  static final String PARTITION_COLUMN = "partition_column";
  static final String TIMESTAMP_COLUMN = "timestamp_column";
  static final String HEADER_COLUMNS = "header_columns";
  static final String COMPRESSION = "compression";
  static final String LINGER_MS = "linger_ms";
  static final String BATCH_SIZE = "batch_size";
  static final String BUFFER_MEMORY = "buffer_memory";
  static final String MAX_REQUEST_SIZE = "max_request_size";
  static final String DELIVERY_TIMEOUT = "delivery_timeout";
  static final String TRANSACTION_TIMEOUT = "transaction_timeout";
  static final String TRANSACTIONAL_ID_PREFIX = "transactional_id_prefix";
  static final String LOADS_TOPIC = "loads_topic";
  static final String CREATE_LOADS_TOPIC = "create_loads_topic";
  static final String TOPIC = "topic";
  static final String PARTITIONS = "partitions";
  static final String REPLICATION_FACTOR = "replication_factor";
  static final String CONFIGS = "configs";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  DELIVERY,
                  OptionType.STRING,
                  "transactional: a load appears whole or not at all to who reads committed records."
                      + " idempotent: records appear as they are sent, keyed, so that a load that is"
                      + " sent twice leaves the same. at_least_once: as idempotent, also without"
                      + " keys, so that records may come twice.")
              .oneOf("transactional", "idempotent", "at_least_once")
              .defaultsTo("transactional"),
          Option.of(
                  KEY,
                  OptionType.STRING,
                  "What the record's key is made of: the columns of strategy.unique_key, a hash of"
                      + " the whole row, the columns of key_columns, or none. The default is"
                      + " unique_key where the strategy has one, else none.")
              .oneOf("unique_key", "hash", "none", "columns"),
          Option.of(KEY_COLUMNS, OptionType.STRING_LIST, "Columns of the key, for key: columns.")
              .example("[customer_id]"),
          FormatOptions.SINK_KEY,
          FormatOptions.SINK_VALUE,
          Option.of(
                  DELETES,
                  OptionType.STRING,
                  "What becomes of a deleted row: a tombstone (a key without value), a record whose"
                      + " envelope says delete, or a failure.")
              .oneOf("tombstone", "event", "fail")
              .defaultsTo("tombstone"),
          Option.of(
                  PARTITIONER,
                  OptionType.STRING,
                  "default: by murmur2 of the key, without key a partition at a time. column: by"
                      + " partition_column. round_robin: one after the other.")
              .oneOf("default", "column", "round_robin")
              .defaultsTo("default"),
          Option.of(
              PARTITION_COLUMN, OptionType.STRING, "Column with the number of the partition."),
          Option.of(
              TIMESTAMP_COLUMN,
              OptionType.STRING,
              "Column whose timestamp becomes that of the record; it stays in the value."),
          Option.of(
                  HEADER_COLUMNS,
                  OptionType.STRING_LIST,
                  "Columns of text or bytes that become headers instead of fields; a null leaves the"
                      + " header out.")
              .example("[trace_id]"),
          Option.of(COMPRESSION, OptionType.STRING, "How batches are compressed.")
              .oneOf("lz4", "zstd", "snappy", "gzip", "none")
              .defaultsTo("lz4"),
          Option.of(
                  LINGER_MS,
                  OptionType.INTEGER,
                  "Milliseconds that a batch waits for more records before it is sent.")
              .between(0, 60_000)
              .defaultsTo("20"),
          Option.of(
                  BATCH_SIZE, OptionType.BYTES, "Bytes of a partition's batch before compression.")
              .between(1024, 64 << 20)
              .defaultsTo("128KB"),
          Option.of(
                  BUFFER_MEMORY,
                  OptionType.BYTES,
                  "Memory for batches that are not acknowledged yet; writers wait when it is full.")
              .between(1 << 20, 1L << 32)
              .defaultsTo("32MB"),
          Option.of(
                  MAX_REQUEST_SIZE,
                  OptionType.BYTES,
                  "Largest record, before compression; a larger one is rejected.")
              .between(1024, 1 << 30)
              .defaultsTo("1MB"),
          Option.of(
                  DELIVERY_TIMEOUT,
                  OptionType.DURATION,
                  "How long a record may wait for the brokers' acknowledgement, all tries included.")
              .defaultsTo("1m"),
          Option.of(
                  TRANSACTION_TIMEOUT,
                  OptionType.DURATION,
                  "How long a load may take; the brokers abort a longer one and allow no more than"
                      + " their transaction.max.timeout.ms.")
              .defaultsTo("15m"),
          Option.of(
                  TRANSACTIONAL_ID_PREFIX,
                  OptionType.STRING,
                  "What transactional ids begin with; pipeline and scope follow.")
              .defaultsTo("dpone"),
          Option.of(
                  LOADS_TOPIC,
                  OptionType.STRING,
                  "Compacted topic in which generations and loads are on record.")
              .defaultsTo("__dpone_loads"),
          Option.of(
                  CREATE_LOADS_TOPIC,
                  OptionType.BOOLEAN,
                  "Whether loads_topic is created when it is missing.")
              .defaultsTo("true"),
          Option.group(
              TOPIC,
              "How a missing topic is created, where schema_evolution.tables allows it.",
              Option.of(PARTITIONS, OptionType.INTEGER, "Partitions; without it the brokers'.")
                  .between(1, 100_000),
              Option.of(
                      REPLICATION_FACTOR,
                      OptionType.INTEGER,
                      "Copies of each partition; without it the brokers'.")
                  .between(1, 32_767),
              Option.of(
                      CONFIGS,
                      OptionType.STRING_MAP,
                      "Settings of the topic by Kafka's own names, such as retention.ms.")
                  .example("{ retention.ms: \"-1\" }")));

  private SinkOptions() {}
}
