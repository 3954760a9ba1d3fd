package dpone.connector.kafka.sink;

import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamPlan;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one stream become records of one topic.
 *
 * @param plan what the host is told
 * @param mode what the load does
 * @param schema columns of the batches
 * @param value columns of the value
 * @param key what the key is
 * @param routing partition, timestamp and headers
 * @param limit largest record in bytes before compression
 * @param clearing how records from before the load go
 * @param missing how the topic is created; null when it exists
 */
record TopicPlan(
    StreamPlan plan,
    LoadMode mode,
    Schema schema,
    Part value,
    RecordKey key,
    Routing routing,
    int limit,
    Clearing clearing,
    @Nullable Missing missing) {

  /** Columns of a key or value, and the index of each in the batches. */
  static final class Part {
    /** No columns. */
    static final Part NONE = new Part(List.of(), new int[0]);

    private final List<Field> fields;
    private final int[] cells;

    Part(List<Field> fields, int[] cells) {
      this.fields = List.copyOf(fields);
      this.cells = cells;
    }

    List<Field> fields() {
      return fields;
    }

    /** Not to be changed. */
    int[] cells() {
      return cells;
    }
  }

  /** What a record's key is made of. */
  enum KeyKind {
    /** Nothing. */
    NONE,
    /** Columns. */
    COLUMNS,
    /** A hash of the value. */
    HASH
  }

  /**
   * The key.
   *
   * @param kind what it is made of
   * @param columns its columns
   * @param old for changes, the columns that hold the key that a row had before
   */
  record RecordKey(KeyKind kind, Part columns, Part old) {}

  /** How a record's partition is found. */
  enum Partitioner {
    /** By the key, as Kafka does it. */
    DEFAULT,
    /** By a column. */
    COLUMN,
    /** One after the other. */
    ROUND_ROBIN
  }

  /**
   * What else a record carries.
   *
   * @param partitioner how its partition is found
   * @param partitions how many there are, 0 when that is not known yet
   * @param partitionCell index of the column of the partition, or -1
   * @param timestampCell index of the column of the timestamp, or -1
   * @param headers columns that become headers
   */
  record Routing(
      Partitioner partitioner,
      int partitions,
      int partitionCell,
      int timestampCell,
      Part headers) {}

  /** How records from before a load go. */
  enum Clearing {
    /** They stay. */
    NONE,
    /** A tombstone for each of their keys, in the same transaction. */
    TOMBSTONES,
    /** They are deleted after the transaction. */
    DELETE_RECORDS
  }

  /**
   * A topic that does not exist.
   *
   * @param partitions empty for the brokers' default
   * @param replication empty for the brokers' default
   * @param configs its settings
   */
  record Missing(
      Optional<Integer> partitions, Optional<Short> replication, Map<String, String> configs) {
    /** Copies the map. */
    Missing {
      configs = Map.copyOf(configs);
    }

    NewTopic topic(String name) {
      return new NewTopic(name, partitions, replication).configs(configs);
    }
  }

  String stream() {
    return plan.stream();
  }

  String topic() {
    return plan.target();
  }
}
