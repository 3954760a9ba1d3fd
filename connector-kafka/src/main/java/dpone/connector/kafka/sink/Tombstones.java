package dpone.connector.kafka.sink;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.context.ConnectorContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Empties a compacted topic inside a transaction: for every record that it holds, a tombstone of
 * the same key to the same partition. Reads and sends at the same time, so that memory stays flat.
 */
final class Tombstones {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Clients clients;
  private final ConnectorContext context;

  Tombstones(Clients clients, ConnectorContext context) {
    this.clients = clients;
    this.context = context;
  }

  /**
   * Sends them.
   *
   * @param ends offset by partition up to which the topic is emptied
   * @return how many were acknowledged
   */
  long send(Map<TopicPartition, Long> ends, Producer<byte[], byte[]> producer, String topic) {
    Map<TopicPartition, Long> left = new HashMap<>(ends);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long sent = 0;
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      long silentSince = System.nanoTime();
      while (!left.isEmpty()) {
        context.cancellation().check();
        boolean silent = true;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          silent = false;
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.key() != null
              && record.value() != null
              && record.offset() < ends.getOrDefault(partition, 0L)) {
            Future<RecordMetadata> unused =
                producer.send(
                    new ProducerRecord<>(topic, record.partition(), record.key(), null),
                    (metadata, failed) -> {
                      if (failed != null) {
                        failure.compareAndSet(null, failed);
                      }
                    });
            sent++;
          }
        }
        left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        silentSince = silent ? silentSince : System.nanoTime();
        if (Duration.ofNanos(System.nanoTime() - silentSince).toMillis()
            > clients.requestTimeoutMillis()) {
          throw KafkaCode.TIMEOUT
              .error(
                  "emptying topic "
                      + topic
                      + ": "
                      + left.keySet()
                      + " cannot be read to the end, since somebody's transaction on it is open")
              .remedy("end that transaction, or wait until it times out")
              .build();
        }
      }
    }
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw clients.error(failed, "emptying topic " + topic);
    }
    return sent;
  }
}
