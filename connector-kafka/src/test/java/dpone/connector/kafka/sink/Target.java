package dpone.connector.kafka.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks at topics by a plain client. */
record Target(Map<String, ?> connection) {
  private Map<String, Object> properties() {
    return new HashMap<>(
        Map.of("bootstrap.servers", String.valueOf(connection.get("bootstrap_servers"))));
  }

  private Admin admin() {
    return Admin.create(properties());
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> all = properties();
    all.put("isolation.level", isolation);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void create(String topic, int partitions, Map<String, String> configs) {
    try (Admin admin = admin()) {
      admin
          .createTopics(Set.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
          .all()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean exists(String topic) {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get().contains(topic);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every record of committed transactions, by partition and offset. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return records(topic, "read_committed");
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic, String isolation) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Admin admin = admin();
        Consumer<byte[], byte[]> consumer = consumer(isolation)) {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
      for (int i = 0; i < partitions; i++) {
        latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
      Map<TopicPartition, Long> ends = ends(admin, latest, IsolationLevel.READ_UNCOMMITTED);
      if (isolation.equals("read_committed")) {
        // A commit is answered before its markers are written to every partition.
        for (int i = 0; i < 20 && !ends.equals(committed(admin, latest)); i++) {
          Thread.sleep(100);
        }
        ends = committed(admin, latest);
      }
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      Map<TopicPartition, Long> wanted = ends;
      while (wanted.entrySet().stream()
          .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<TopicPartition, Long> committed(
      Admin admin, Map<TopicPartition, OffsetSpec> latest)
      throws ExecutionException, InterruptedException {
    return ends(admin, latest, IsolationLevel.READ_COMMITTED);
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  List<String> values(String topic) {
    return records(topic).stream().map(r -> text(r.value())).toList();
  }

  /** The last value of each key, tombstones left out. */
  Map<String, String> table(String topic) {
    Map<String, String> table = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
      table.remove(text(record.key()));
      if (record.value() != null) {
        table.put(text(record.key()), text(record.value()));
      }
    }
    return table;
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }
}
