package dpone.connector.kafka.cluster;

import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.DponeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks about topics and changes them. Thread-safe. */
public final class Topics {
  private final Cluster cluster;

  Topics(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The number of partitions, empty when there is no such topic. */
  public Optional<Integer> partitions(String topic) {
    try {
      return Optional.ofNullable(
              cluster
                  .ask(
                      "looking at topic " + topic,
                      admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                  .get(topic))
          .map(found -> found.partitions().size());
    } catch (DponeException e) {
      if (e.code().equals(KafkaCode.TOPIC_NOT_FOUND.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether there is such a topic. */
  public boolean exists(String topic) {
    return partitions(topic).isPresent();
  }

  /** The topic's settings; empty when this user may not see them. */
  public Optional<Map<String, String>> configs(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Map<String, String> values = new HashMap<>();
      for (Config config :
          cluster
              .ask(
                  "reading the settings of topic " + topic,
                  admin -> admin.describeConfigs(List.of(resource)).all())
              .values()) {
        for (ConfigEntry entry : config.entries()) {
          if (entry.value() != null) {
            values.put(entry.name(), entry.value());
          }
        }
      }
      return Optional.of(values);
    } catch (DponeException e) {
      if (e.code().equals(KafkaCode.NOT_AUTHORIZED.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes a topic; one that somebody else has just made is as good. */
  public void create(NewTopic topic) {
    try {
      cluster.ask(
          "creating topic " + topic.name(), admin -> admin.createTopics(List.of(topic)).all());
    } catch (DponeException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /** The offset after the last record of a partition. */
  public long end(TopicPartition partition, IsolationLevel isolation) {
    return offsets(Map.of(partition, OffsetSpec.latest()), isolation).getOrDefault(partition, 0L);
  }

  /** The offset after the last record of each partition, also of records of open transactions. */
  public Map<TopicPartition, Long> ends(String topic) {
    return offsets(specs(topic, OffsetSpec.latest()), IsolationLevel.READ_UNCOMMITTED);
  }

  /** The offset of the first record that each partition still has. */
  public Map<TopicPartition, Long> beginnings(String topic) {
    return offsets(specs(topic, OffsetSpec.earliest()), IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<TopicPartition, OffsetSpec> specs(String topic, OffsetSpec spec) {
    return IntStream.range(0, partitions(topic).orElse(0))
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .collect(Collectors.toMap(p -> p, p -> spec));
  }

  private Map<TopicPartition, Long> offsets(
      Map<TopicPartition, OffsetSpec> wanted, IsolationLevel isolation) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    cluster
        .ask(
            "reading the offsets of " + wanted.keySet(),
            admin -> admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** Deletes all records before the offsets; what is deleted already stays so. */
  public void deleteBefore(String topic, Map<Integer, Long> offsets) {
    Map<TopicPartition, Long> first = beginnings(topic);
    Map<TopicPartition, RecordsToDelete> wanted = new HashMap<>();
    offsets.forEach((number, offset) -> {
      TopicPartition partition = new TopicPartition(topic, number);
      if (first.getOrDefault(partition, 0L) < offset) {
        wanted.put(partition, RecordsToDelete.beforeOffset(offset));
      }
    });
    cluster.ask(
        "deleting old records of topic " + topic, admin -> admin.deleteRecords(wanted).all());
  }
}
