package dpone.connector.kafka.deadletter;

import dpone.connector.kafka.cluster.Clients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead-letter topic. A record keeps its key, value, headers and timestamp; headers that begin
 * with {@link #PREFIX} tell where it was and why it is here.
 */
public final class DeadLetterTopic implements DeadLetters {
  /** What the headers of this connector begin with. */
  public static final String PREFIX = "dpone.";

  /** Header of the code. */
  public static final String REASON = PREFIX + "reason";

  /** Header of the sentence. */
  public static final String DETAIL = PREFIX + "detail";

  /** Header of the topic that it was read from. */
  public static final String TOPIC = PREFIX + "topic";

  /** Header of the partition. */
  public static final String PARTITION = PREFIX + "partition";

  /** Header of the offset. */
  public static final String OFFSET = PREFIX + "offset";

  /** Header of the pipeline's load, where it is known. */
  public static final String STREAM = PREFIX + "stream";

  private static final int LONGEST_DETAIL = 4096;

  private final Clients clients;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String stream;
  private final LongAdder acknowledged = new LongAdder();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Callback done =
      (metadata, failed) -> {
        if (failed == null) {
          acknowledged.increment();
        } else {
          failure.compareAndSet(null, failed);
        }
      };

  private DeadLetterTopic(
      Clients clients, Producer<byte[], byte[]> producer, String topic, String stream) {
    this.clients = clients;
    this.producer = producer;
    this.topic = topic;
    this.stream = stream;
  }

  /**
   * Opens one; the topic has to exist or the brokers to create it.
   *
   * @param topic its name
   * @param stream whose records it takes
   */
  public static DeadLetterTopic open(Clients clients, String topic, String stream) {
    Map<String, String> properties =
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            "true",
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "none",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            String.valueOf(64 << 20),
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            String.valueOf(64 << 20),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            "60000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            "60000");
    return new DeadLetterTopic(clients, clients.producer(properties), topic, stream);
  }

  @Override
  public void send(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
    check();
    Headers headers = new RecordHeaders(record.headers().toArray());
    put(headers, REASON, reason);
    put(
        headers,
        DETAIL,
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail);
    put(headers, STREAM, stream);
    put(headers, TOPIC, record.topic());
    put(headers, PARTITION, String.valueOf(record.partition()));
    put(headers, OFFSET, String.valueOf(record.offset()));
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  null,
                  record.timestamp() < 0 ? null : record.timestamp(),
                  record.key(),
                  record.value(),
                  headers),
              done);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private static void put(Headers headers, String name, String text) {
    headers.remove(name);
    headers.add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {
    try {
      producer.flush();
    } catch (RuntimeException e) {
      throw failed(e);
    }
    check();
  }

  @Override
  public long acknowledged() {
    return acknowledged.sum();
  }

  private void check() {
    Exception failed = failure.get();
    if (failed != null) {
      throw failed(failed);
    }
  }

  private RuntimeException failed(Exception cause) {
    return clients.error(cause, "setting a record aside in topic " + topic);
  }

  /** Unblocks whoever sends. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
