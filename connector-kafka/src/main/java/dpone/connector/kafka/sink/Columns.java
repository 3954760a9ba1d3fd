package dpone.connector.kafka.sink;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.sink.TopicPlan.KeyKind;
import dpone.connector.kafka.sink.TopicPlan.Part;
import dpone.connector.kafka.sink.TopicPlan.Partitioner;
import dpone.connector.kafka.sink.TopicPlan.RecordKey;
import dpone.connector.kafka.sink.TopicPlan.Routing;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds which columns of a stream go where in a record. */
final class Columns {
  private final StreamLoad load;
  private final Options options;
  private final List<String> names;
  private final List<String> headers;

  Columns(StreamLoad load, Options options) {
    this.load = load;
    this.options = options;
    this.names = load.schema().names();
    this.headers = options.strings(SinkOptions.HEADER_COLUMNS);
  }

  /** Everything that is neither a header nor a change's own. */
  Part value() {
    boolean changes = load.strategy().mode() == LoadMode.CDC_APPLY;
    return part(
        names.stream()
            .filter(name -> !(changes && ChangeSchema.isReserved(name)))
            .filter(name -> !headers.contains(name))
            .toList(),
        "");
  }

  Part headers() {
    for (String name : headers) {
      DataType type = field(name, SinkOptions.HEADER_COLUMNS).type();
      if (!(type instanceof DataType.Text || type instanceof DataType.Bytes)) {
        throw wrongType(name, SinkOptions.HEADER_COLUMNS, "text or bytes", type);
      }
    }
    return part(headers, SinkOptions.HEADER_COLUMNS);
  }

  RecordKey key() {
    List<String> unique = load.strategy().uniqueKey();
    String kind =
        options.findString(SinkOptions.KEY).orElse(unique.isEmpty() ? "none" : "unique_key");
    return switch (kind) {
      case "none" -> new RecordKey(KeyKind.NONE, Part.NONE, Part.NONE);
      case "hash" -> new RecordKey(KeyKind.HASH, Part.NONE, Part.NONE);
      case "columns" -> columns(options.strings(SinkOptions.KEY_COLUMNS), SinkOptions.KEY_COLUMNS);
      default -> columns(unique, "strategy.unique_key");
    };
  }

  private RecordKey columns(List<String> key, String option) {
    if (key.isEmpty()) {
      throw KafkaCode.KEY_MISSING
          .error(option + " names no column")
          .at(Place.stream(load.stream()))
          .build();
    }
    Part old =
        load.strategy().mode() == LoadMode.CDC_APPLY
            ? part(key.stream().map(name -> ChangeSchema.OLD + name).toList(), option)
            : Part.NONE;
    return new RecordKey(KeyKind.COLUMNS, part(key, option), renamed(old, key));
  }

  /** The old key in the names of the new one, so that both have the same bytes. */
  private static Part renamed(Part old, List<String> key) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < old.fields().size(); i++) {
      Field field = old.fields().get(i);
      fields.add(new Field(key.get(i), field.type(), false, field.nativeType()));
    }
    return new Part(List.copyOf(fields), old.cells());
  }

  Routing routing(int partitions) {
    Partitioner partitioner =
        Partitioner.valueOf(options.string(SinkOptions.PARTITIONER).toUpperCase(Locale.ROOT));
    int partition = -1;
    Optional<String> column = options.findString(SinkOptions.PARTITION_COLUMN);
    if ((partitioner == Partitioner.COLUMN) != column.isPresent()) {
      throw KafkaCode.INVALID_OPTION
          .error("sink.partition_column belongs to sink.partitioner column, and it to that")
          .at(Place.stream(load.stream()))
          .build();
    }
    if (partitioner == Partitioner.COLUMN) {
      String name = column.orElseThrow();
      DataType type = field(name, SinkOptions.PARTITION_COLUMN).type();
      if (!(type instanceof DataType.Int)) {
        throw wrongType(name, SinkOptions.PARTITION_COLUMN, "a whole number", type);
      }
      partition = names.indexOf(name);
    }
    return new Routing(partitioner, partitions, partition, timestamp(), headers());
  }

  private int timestamp() {
    Optional<String> column = options.findString(SinkOptions.TIMESTAMP_COLUMN);
    if (column.isEmpty()) {
      return -1;
    }
    String name = column.get();
    DataType type = field(name, SinkOptions.TIMESTAMP_COLUMN).type();
    if (!(type instanceof DataType.Timestamp || type instanceof DataType.TimestampTz)) {
      throw wrongType(name, SinkOptions.TIMESTAMP_COLUMN, "a timestamp", type);
    }
    return names.indexOf(name);
  }

  private Part part(List<String> wanted, String option) {
    List<Field> fields = wanted.stream().map(name -> field(name, option)).toList();
    return new Part(fields, wanted.stream().mapToInt(names::indexOf).toArray());
  }

  private Field field(String name, String option) {
    return load.schema()
        .find(name)
        .orElseThrow(() ->
            KafkaCode.COLUMN_MISSING
                .error(option + " names " + name + ", which the stream lacks")
                .at(Place.field(load.stream(), name))
                .build());
  }

  private DponeException wrongType(String name, String option, String wanted, DataType type) {
    return KafkaCode.COLUMN_MISSING
        .error("sink." + option + " needs " + wanted + ", the column is " + type.text())
        .at(Place.field(load.stream(), name))
        .build();
  }
}
