package dpone.connector.kafka.source;

import org.apache.kafka.common.TopicPartition;

/**
 * A part of a partition.
 *
 * @param topicId the topic's id when the read was planned
 * @param from first offset
 * @param to offset after the last, where nothing is read any more
 */
record Range(String topic, String topicId, int partition, long from, long to) {
  TopicPartition where() {
    return new TopicPartition(topic, partition);
  }

  /** Offsets, of which some may have no record. */
  long size() {
    return to - from;
  }
}
