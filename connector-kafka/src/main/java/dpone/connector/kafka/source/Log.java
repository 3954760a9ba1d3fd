package dpone.connector.kafka.source;

import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the cluster says about topics, their offsets and those of a group. */
final class Log {
  private final Cluster cluster;

  Log(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Names of all topics, without the cluster's own. */
  List<String> names() {
    return cluster.ask("listing the topics", admin -> admin.listTopics().names()).stream()
        .sorted()
        .toList();
  }

  /** The topics of a stream, in order of their names. */
  List<Topic> topics(StreamSettings settings) {
    Pattern pattern = settings.pattern();
    List<String> names =
        pattern == null
            ? List.of(settings.name())
            : names().stream().filter(n -> pattern.matcher(n).matches()).toList();
    if (names.isEmpty()) {
      throw KafkaCode.TOPIC_NOT_FOUND
          .error("no topic that this user may see has a name like " + pattern)
          .at(Place.stream(settings.name()))
          .remedy("correct streams[].topics, or create a topic")
          .build();
    }
    Map<String, TopicDescription> found;
    try {
      found =
          cluster.ask(
              "looking at topic " + String.join(", ", names),
              admin -> admin.describeTopics(names, new DescribeTopicsOptions()).allTopicNames());
    } catch (dpone.spi.error.DponeException failure) {
      throw failure.at(Place.stream(settings.name()));
    }
    return new TreeMap<>(found).values().stream().map(Log::topic).toList();
  }

  private static Topic topic(TopicDescription description) {
    return new Topic(
        description.name(),
        description.topicId().toString(),
        description.partitions().stream().map(TopicPartitionInfo::partition).sorted().toList());
  }

  /** First offsets that are still there. */
  Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /** Offsets before which every transaction is decided. */
  Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** Offsets after the last record, of open transactions too. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
  }

  /**
   * First offsets at or after a time; -1 where there is none.
   *
   * @param millis since 1970
   */
  Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, long millis) {
    return offsets(partitions, OffsetSpec.forTimestamp(millis), IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, spec));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, ListOffsetsResultInfo> found =
        cluster.ask(
            "asking for offsets",
            admin -> admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** Offsets committed for a group; a partition without one is absent. */
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> found =
        cluster.ask(
            "asking for the offsets of group " + group,
            admin ->
                admin
                    .listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec()),
                        // An offset in an open transaction is not one to begin at.
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, offset) -> {
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    });
    return offsets;
  }

  /** Commits offsets for a group that nobody is a member of. */
  void commit(String group, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    cluster.ask(
        "committing the offsets of group " + group,
        admin -> admin.alterConsumerGroupOffsets(group, wanted).all());
  }
}
