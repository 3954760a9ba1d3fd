package dpone.connector.kafka.source;

import dpone.connector.kafka.format.FormatOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of one stream, as data. */
public final class StreamOptions {
  /** Pattern of the topics that make up the stream. */
  public static final String TOPICS = "topics";

  /** Where a read without a position begins. */
  public static final String START_FROM = "start_from";

  /** Offsets at which a read without a position begins. */
  public static final String START_OFFSETS = "start_offsets";

  /** Time at which a read without a position begins. */
  public static final String START_TIME = "start_time";

  /** Offsets before which a read ends. */
  public static final String END_OFFSETS = "end_offsets";

  /** Time before which a read ends. */
  public static final String END_TIME = "end_time";

  /** Offsets after which a read ends. */
  public static final String MAX_RECORDS = "max_records";

  /** Consumer group that is told how far the target is. */
  public static final String GROUP_ID = "group_id";

  /** Whose offsets decide where a run begins. */
  public static final String OFFSETS = "offsets";

  /** What happens when records that were not read are gone. */
  public static final String ON_LOST_OFFSETS = "on_lost_offsets";

  /** What happens to a record that cannot be decoded. */
  public static final String POISON = "poison";

  /** Topic of records that cannot be decoded. */
  public static final String DEAD_LETTER_TOPIC = "dead_letter_topic";

  /** What happens to records without a value. */
  public static final String TOMBSTONES = "tombstones";

  /** Which records of a key are read. */
  public static final String KEYS = "keys";

  /** Which facts of the log become columns. */
  public static final String METADATA = "metadata";

  /** What their names begin with. */
  public static final String METADATA_PREFIX = "metadata_prefix";

  /** What a key becomes. */
  public static final String KEY_AS = "key_as";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  TOPICS,
                  OptionType.STRING,
                  "Regular expression over whole names of topics, which together are the stream;"
                      + " without it the stream's name is the topic.")
              .example("orders\\\\..*"),
          Option.of(
                  START_FROM,
                  OptionType.STRING,
                  "Where a read without a saved position begins; committed is the group's offsets,"
                      + " and the start of a partition for which it has none.")
              .oneOf("earliest", "latest", "timestamp", "offsets", "committed")
              .defaultsTo("earliest"),
          Option.of(
              START_OFFSETS,
              OptionType.STRING_MAP,
              "First offset by partition, or by TOPIC:PARTITION, for start_from: offsets; other"
                  + " partitions begin at their start."),
          Option.of(
                  START_TIME,
                  OptionType.STRING,
                  "For start_from: timestamp, the first record at or after this time of each"
                      + " partition.")
              .example("2026-01-31T00:00:00Z"),
          Option.of(
              END_OFFSETS,
              OptionType.STRING_MAP,
              "Offset before which a read ends, by partition or by TOPIC:PARTITION; without it and"
                  + " end_time, what is there when the read begins."),
          Option.of(
                  END_TIME,
                  OptionType.STRING,
                  "A read ends before the first record at or after this time of each partition.")
              .example("2026-02-01T00:00:00Z"),
          Option.of(
                  MAX_RECORDS,
                  OptionType.INTEGER,
                  "Offsets that one run reads at most, shared among the partitions; the next run"
                      + " goes on there.")
              .between(1, Long.MAX_VALUE),
          Option.of(
              GROUP_ID,
              OptionType.STRING,
              "Consumer group whose offsets are committed once data and state are durable."),
          Option.of(
                  OFFSETS,
                  OptionType.STRING,
                  "Whose offsets decide where a run without a position of its own begins: dpone by"
                      + " start_from, group by those committed for group_id.")
              .oneOf("dpone", "group")
              .defaultsTo("dpone"),
          Option.of(
                  ON_LOST_OFFSETS,
                  OptionType.STRING,
                  "When retention removed what was not read yet, or the topic was created anew:"
                      + " fail, or go on from the earliest or the latest record.")
              .oneOf("fail", "earliest", "latest")
              .defaultsTo("fail"),
          Option.of(
                  POISON,
                  OptionType.STRING,
                  "A record that cannot be decoded fails the run, goes to the manifest's rejects,"
                      + " or to dead_letter_topic.")
              .oneOf("fail", "reject", "dead_letter")
              .defaultsTo("fail"),
          Option.of(
              DEAD_LETTER_TOPIC,
              OptionType.STRING,
              "Topic in the same cluster for poison: dead_letter; it has to exist."),
          Option.of(
                  TOMBSTONES,
                  OptionType.STRING,
                  "A record without a value is a row of nulls (keep), or counted as filtered.")
              .oneOf("keep", "filter")
              .defaultsTo("keep"),
          Option.of(
                  KEYS,
                  OptionType.STRING,
                  "all: every record is a row. latest: of the records of a partition that have one"
                      + " key, the last one of each load is a row, and those before it are counted"
                      + " as filtered.")
              .oneOf("all", "latest")
              .defaultsTo("all"),
          Option.of(
                  METADATA,
                  OptionType.STRING_LIST,
                  "Facts of the log that become columns: topic, partition, offset, timestamp,"
                      + " timestamp_type, key, headers, tombstone. If left out: partition, offset,"
                      + " timestamp, key and tombstone, and topic for a pattern.")
              .example("[partition, offset, timestamp]"),
          Option.of(
                  METADATA_PREFIX, OptionType.STRING, "What the names of those columns begin with.")
              .defaultsTo("_"),
          Option.of(
                  KEY_AS,
                  OptionType.STRING,
                  "What a key becomes: one column of bytes or of text, or columns by the format"
                      + " under key.")
              .oneOf("bytes", "text", "columns")
              .defaultsTo("bytes"),
          FormatOptions.SOURCE_VALUE,
          FormatOptions.SOURCE_KEY);

  private StreamOptions() {}
}
