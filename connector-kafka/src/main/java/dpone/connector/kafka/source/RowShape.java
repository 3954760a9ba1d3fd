package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import dpone.toolkit.format.codec.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a stream: facts of the log first, then what the key holds, then what the value
 * holds.
 *
 * @param facts in order of their columns
 * @param keys fields of the key's format, under their names in records
 * @param values fields of the value's format
 */
record RowShape(
    List<Metadata> facts, List<Field> keys, List<Field> values, Schema schema, Formats formats) {

  /** Formats of values and keys; there is one of keys only where keys become columns. */
  record Formats(ValueFormat value, @Nullable ValueFormat key) {}

  /** Looks into topics for the sake of their columns. */
  interface Sampler {
    Samples of(String topic);
  }

  /**
   * The shape after selection.
   *
   * @param wanted columns wanted; empty means all
   */
  static RowShape of(
      StreamSettings settings,
      List<String> wanted,
      List<Topic> topics,
      Formats formats,
      Sampler sampler) {
    List<Field> values = agreed(settings, topics, formats.value(), sampler);
    ValueFormat key = formats.key();
    List<Field> keys =
        key == null ? List.of() : agreed(settings, topics, key, topic -> Samples.NONE);
    readable(settings, topics.getFirst().name(), formats.value(), values);
    if (key != null) {
      readable(settings, topics.getFirst().name(), key, keys);
    }
    RowShape all = assemble(settings, settings.metadata(), keys, values, formats);
    if (wanted.isEmpty()) {
      return all;
    }
    // A fact that is not a column by itself becomes one when it is asked for.
    List<Metadata> facts = new ArrayList<>();
    for (Metadata fact : Metadata.values()) {
      if (wanted.contains(settings.prefix() + fact.text())) {
        facts.add(fact);
      }
    }
    List<Field> someKeys =
        keys.stream().filter(f -> wanted.contains(keyName(settings, f))).toList();
    List<Field> someValues = values.stream().filter(f -> wanted.contains(f.name())).toList();
    RowShape some = assemble(settings, facts, someKeys, someValues, formats);
    for (String name : wanted) {
      if (some.schema().find(name).isEmpty()) {
        throw KafkaCode.COLUMN_NOT_FOUND
            .error("stream " + settings.name() + " has no column " + name)
            .at(Place.field(settings.name(), name))
            .remedy("its columns are " + String.join(", ", all.schema().names()))
            .build();
      }
    }
    return some;
  }

  private static List<Field> agreed(
      StreamSettings settings, List<Topic> topics, ValueFormat format, Sampler sampler) {
    List<Field> first = format.columns(topics.get(0).name(), sampler.of(topics.get(0).name()));
    for (Topic topic : topics.subList(1, topics.size())) {
      List<Field> other = format.columns(topic.name(), sampler.of(topic.name()));
      if (!other.equals(first)) {
        throw KafkaCode.TOPICS_DIFFER
            .error(
                "topics "
                    + topics.get(0).name()
                    + " and "
                    + topic.name()
                    + " of one stream have different columns")
            .at(Place.stream(settings.name()))
            .build();
      }
    }
    return first;
  }

  /** A column that the format cannot read is heard of, by its name, before anything is read. */
  private static void readable(
      StreamSettings settings, String topic, ValueFormat format, List<Field> fields) {
    try {
      RecordDecoder unused = format.decoder(topic, fields, 0);
    } catch (DponeException refused) {
      for (Field field : fields) {
        try {
          RecordDecoder unused = format.decoder(topic, List.of(field), 0);
        } catch (DponeException column) {
          throw column.at(Place.field(settings.name(), field.name()));
        }
      }
      throw refused.at(Place.stream(settings.name()));
    }
  }

  private static String keyName(StreamSettings settings, Field field) {
    return settings.prefix() + "key_" + field.name();
  }

  private static RowShape assemble(
      StreamSettings settings,
      List<Metadata> asked,
      List<Field> keys,
      List<Field> values,
      Formats formats) {
    List<Metadata> facts =
        asked.stream()
            .filter(f -> f != Metadata.KEY || !settings.keyAs().equals("columns"))
            .toList();
    List<Field> fields = new ArrayList<>();
    for (Metadata fact : facts) {
      fields.add(fact.field(settings.prefix(), settings.keyAs().equals("text")));
    }
    // A record may lack a key, and a tombstone has no value at all.
    keys.forEach(f -> fields.add(new Field(keyName(settings, f), f.type(), true, f.nativeType())));
    values.forEach(f ->
        fields.add(
            new Field(
                f.name(), f.type(), f.nullable() || settings.keepsTombstones(), f.nativeType())));
    try {
      return new RowShape(facts, keys, values, new Schema(fields, place(settings, facts)), formats);
    } catch (IllegalArgumentException twice) {
      throw KafkaCode.INVALID_OPTION
          .error(
              "two columns of stream " + settings.name() + " have one name: " + twice.getMessage())
          .at(Place.stream(settings.name()))
          .remedy("set streams[].metadata_prefix to something else")
          .build();
    }
  }

  /** A record's place in the log is a key. */
  private static List<String> place(StreamSettings settings, List<Metadata> facts) {
    List<Metadata> key =
        settings.pattern() == null
            ? List.of(Metadata.PARTITION, Metadata.OFFSET)
            : List.of(Metadata.TOPIC, Metadata.PARTITION, Metadata.OFFSET);
    return facts.containsAll(key)
        ? key.stream().map(f -> settings.prefix() + f.text()).toList()
        : List.of();
  }

  RecordDecoder valueDecoder(String topic) {
    return formats.value().decoder(topic, values, facts.size() + keys.size());
  }

  @Nullable RecordDecoder keyDecoder(String topic) {
    ValueFormat key = formats.key();
    return key == null || keys.isEmpty() ? null : key.decoder(topic, keys, facts.size());
  }

  /** Tells whether the columns are those that were planned. */
  static String digest(Schema schema) {
    StringBuilder text = new StringBuilder();
    for (Field field : schema.fields()) {
      text.append(field.name()).append(' ').append(field.type().text()).append('\n');
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)),
              0,
              8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static RuntimeException changed(String stream) {
    return KafkaCode.COLUMNS_CHANGED
        .error("the columns of stream " + stream + " changed since the plan was made")
        .at(Place.stream(stream))
        .build();
  }
}
