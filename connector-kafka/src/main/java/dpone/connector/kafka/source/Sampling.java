package dpone.connector.kafka.source;

import dpone.connector.kafka.connect.ClusterSettings;
import dpone.spi.context.ConnectorContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes the first values of a topic, which stay the same from look to look. */
record Sampling(ClusterSettings settings, ConnectorContext context, Log log) {
  List<byte[]> take(List<Topic> topics, String topic, int limit) {
    List<TopicPartition> partitions =
        topics.stream()
            .filter(t -> t.name().equals(topic))
            .flatMap(t -> t.partitions().stream().map(p -> new TopicPartition(topic, p)))
            .toList();
    Map<TopicPartition, Long> begins = log.begins(partitions);
    Map<TopicPartition, Long> ends = log.stableEnds(partitions);
    List<byte[]> values = new ArrayList<>();
    for (TopicPartition where : partitions) {
      long from = begins.getOrDefault(where, 0L);
      long to = ends.getOrDefault(where, 0L);
      if (from < to && values.size() < limit) {
        Range range = new Range(topic, "", where.partition(), from, to);
        try (Fetch fetch = new Fetch(settings, context.cancellation(), topic, List.of(range))) {
          take(fetch, values, limit);
        }
      }
    }
    return values;
  }

  private static void take(Fetch fetch, List<byte[]> values, int limit) {
    while (!fetch.done() && values.size() < limit) {
      for (List<ConsumerRecord<ByteBuffer, ByteBuffer>> records : fetch.poll()) {
        for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
          if (record.value() != null && values.size() < limit) {
            values.add(PoisonRule.bytes(record.value()));
          }
        }
      }
    }
  }
}
