package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamSelection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What the options of a stream say, checked. */
final class StreamSettings {
  private final String name;
  private final Options options;
  private final @Nullable Pattern pattern;
  private final List<Metadata> metadata;

  StreamSettings(StreamSelection selection) {
    this(selection.name(), selection.options());
    refuse(selection.query() != null, "query", "name a topic, or set topics");
    refuse(selection.where() != null, "where", "filter at the sink, or in a later step");
    refuse(selection.cursor() != null, "cursor", "leave it out: a log has an order of its own");
  }

  StreamSettings(String name, Options options) {
    this.name = name;
    this.options = options;
    this.pattern = options.findString(StreamOptions.TOPICS).map(this::compile).orElse(null);
    this.metadata =
        options.has(StreamOptions.METADATA)
            ? options.strings(StreamOptions.METADATA).stream().map(Metadata::of).toList()
            : standard(pattern != null);
    check();
  }

  private static List<Metadata> standard(boolean several) {
    List<Metadata> one =
        List.of(
            Metadata.PARTITION,
            Metadata.OFFSET,
            Metadata.TIMESTAMP,
            Metadata.KEY,
            Metadata.TOMBSTONE);
    List<Metadata> all = new java.util.ArrayList<>(one);
    if (several) {
      all.addFirst(Metadata.TOPIC);
    }
    return List.copyOf(all);
  }

  private void refuse(boolean given, String what, String remedy) {
    if (given) {
      throw KafkaCode.INVALID_OPTION
          .error("a topic has no " + what)
          .at(Place.stream(name))
          .remedy(remedy)
          .build();
    }
  }

  private Pattern compile(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException malformed) {
      throw KafkaCode.INVALID_TOPIC
          .error("topics is not a regular expression: " + malformed.getDescription())
          .at(Place.stream(name))
          .remedy("correct streams[].topics")
          .build();
    }
  }

  private void check() {
    switch (start()) {
      case "timestamp" -> need(StreamOptions.START_TIME, "start_from is timestamp");
      case "offsets" -> {
        if (options.map(StreamOptions.START_OFFSETS).isEmpty()) {
          throw missing(StreamOptions.START_OFFSETS, "start_from is offsets");
        }
      }
      case "committed" -> need(StreamOptions.GROUP_ID, "start_from is committed");
      default -> {
        // begins where the partition does, or ends
      }
    }
    if (text(StreamOptions.OFFSETS, "dpone").equals("group")) {
      need(StreamOptions.GROUP_ID, "offsets is group");
    }
    if (poison().equals("dead_letter")) {
      need(StreamOptions.DEAD_LETTER_TOPIC, "poison is dead_letter");
    }
    startTime();
    endTime();
    offsets(StreamOptions.START_OFFSETS);
    offsets(StreamOptions.END_OFFSETS);
  }

  private void need(String option, String why) {
    if (options.findString(option).isEmpty()) {
      throw missing(option, why);
    }
  }

  private RuntimeException missing(String option, String why) {
    return KafkaCode.INVALID_OPTION
        .error("streams[]." + option + " is missing, and " + why)
        .at(Place.stream(name))
        .remedy("set streams[]." + option)
        .build();
  }

  private String text(String option, String otherwise) {
    return options.findString(option).orElse(otherwise);
  }

  String name() {
    return name;
  }

  Options options() {
    return options;
  }

  /** Whether several topics make up the stream. */
  @Nullable Pattern pattern() {
    return pattern;
  }

  /** One of earliest, latest, timestamp, offsets, committed. */
  String start() {
    return text(StreamOptions.START_FROM, "earliest");
  }

  /** Whether the group's offsets decide where a read without a position begins. */
  boolean fromGroup() {
    return start().equals("committed") || text(StreamOptions.OFFSETS, "dpone").equals("group");
  }

  String group() {
    return text(StreamOptions.GROUP_ID, "");
  }

  String onLost() {
    return text(StreamOptions.ON_LOST_OFFSETS, "fail");
  }

  String poison() {
    return text(StreamOptions.POISON, "fail");
  }

  String deadLetterTopic() {
    return text(StreamOptions.DEAD_LETTER_TOPIC, "");
  }

  boolean keepsTombstones() {
    return text(StreamOptions.TOMBSTONES, "keep").equals("keep");
  }

  /** Whether only the last record of each key is a row. */
  boolean latestKeys() {
    return text(StreamOptions.KEYS, "all").equals("latest");
  }

  /** Refuses a read whose rows would depend on how many loads it takes. */
  void checkMode(ReadMode mode) {
    if (latestKeys() && mode == ReadMode.AFTER_POSITION) {
      throw KafkaCode.INVALID_OPTION
          .error(
              "keys is latest, and this mode adds rows: which of a key's records they are would"
                  + " depend on when the runs take place")
          .at(Place.stream(name))
          .remedy("leave keys out, or choose incremental_merge by the key's columns")
          .build();
    }
  }

  List<Metadata> metadata() {
    return metadata;
  }

  String prefix() {
    return text(StreamOptions.METADATA_PREFIX, "_");
  }

  /** One of bytes, text, columns. */
  String keyAs() {
    return text(StreamOptions.KEY_AS, "bytes");
  }

  Options value() {
    return options.group("value");
  }

  Options key() {
    return options.group("key");
  }

  /** Offsets that one read covers at most. */
  long maxRecords() {
    return options.findInteger(StreamOptions.MAX_RECORDS).orElse(Long.MAX_VALUE);
  }

  /** Milliseconds since 1970. */
  OptionalLong startTime() {
    return time(StreamOptions.START_TIME);
  }

  /** Milliseconds since 1970. */
  OptionalLong endTime() {
    return time(StreamOptions.END_TIME);
  }

  private OptionalLong time(String option) {
    String text = text(option, "");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException malformed) {
      throw KafkaCode.OFFSETS_MALFORMED
          .error("streams[]." + option + " is no instant: " + text)
          .at(Place.stream(name))
          .remedy("write it as 2026-01-31T00:00:00Z")
          .build();
    }
  }

  OptionalLong startOffset(String topic, int partition) {
    return offset(offsets(StreamOptions.START_OFFSETS), topic, partition);
  }

  OptionalLong endOffset(String topic, int partition) {
    return offset(offsets(StreamOptions.END_OFFSETS), topic, partition);
  }

  private static OptionalLong offset(Map<String, Long> offsets, String topic, int partition) {
    Long named = offsets.get(topic + ":" + partition);
    Long plain = offsets.get(String.valueOf(partition));
    Long offset = named == null ? plain : named;
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private Map<String, Long> offsets(String option) {
    Map<String, Long> parsed = new HashMap<>();
    options
        .map(option)
        .forEach((where, offset) -> {
          if (!where.matches("([\\w.-]+:)?\\d{1,9}") || !offset.matches("\\d{1,18}")) {
            throw KafkaCode.OFFSETS_MALFORMED
                .error("streams[]." + option + " has " + where + ": " + offset)
                .at(Place.stream(name))
                .remedy("write PARTITION: OFFSET or \"TOPIC:PARTITION\": OFFSET")
                .build();
          }
          parsed.put(where, Long.parseLong(offset));
        });
    return parsed;
  }
}
