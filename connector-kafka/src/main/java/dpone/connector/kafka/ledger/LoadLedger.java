package dpone.connector.kafka.ledger;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.cluster.Topics;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.context.Cancellation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The topic in which loads are on record. All of it is in partition 0, so that a partition that
 * somebody adds changes nothing.
 */
public final class LoadLedger {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** Small segments, so that what is read at the start of each run stays small. */
  private static final Map<String, String> CONFIGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(4 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1");

  private final Clients clients;
  private final Cancellation cancellation;
  private final String topic;
  private final boolean create;

  /**
   * The ledger of one cluster.
   *
   * @param topic its name
   * @param create whether it is made when it is missing
   */
  public LoadLedger(Clients clients, Cancellation cancellation, String topic, boolean create) {
    this.clients = clients;
    this.cancellation = cancellation;
    this.topic = topic;
    this.create = create;
  }

  /** Settings of the topic where this connector makes it. */
  public static Map<String, String> configs() {
    return CONFIGS;
  }

  /** The record that is to be sent for a scope. */
  public ProducerRecord<byte[], byte[]> record(String pipeline, String scope, ScopeRecord record) {
    return new ProducerRecord<>(topic, 0, ScopeRecord.key(pipeline, scope), record.encode());
  }

  /** Makes the topic when it is missing and may be made; refuses one that would forget loads. */
  public void ensure() {
    Topics topics = clients.topics();
    if (!topics.exists(topic)) {
      if (!create) {
        throw KafkaCode.LEDGER_UNFIT.error("the topic " + topic + " does not exist").build();
      }
      topics.create(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(CONFIGS));
      return;
    }
    topics
        .configs(topic)
        .map(configs -> configs.get(TopicConfig.CLEANUP_POLICY_CONFIG))
        .filter(policy -> !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT))
        .ifPresent(policy -> {
          throw KafkaCode.LEDGER_UNFIT
              .error("the topic " + topic + " has cleanup.policy=" + policy)
              .build();
        });
  }

  /**
   * What is on record about a scope. Everything that was committed before the call is seen.
   *
   * @throws dpone.spi.error.DponeException KAFKA_LEDGER_BLOCKED when a transaction that somebody
   *     left open hides the end of the topic
   */
  public ScopeRecord read(String pipeline, String scope) {
    return read(pipeline, scope, true);
  }

  /**
   * The same, without what an open transaction hides for longer than a moment. A process that died
   * between its record and its commit leaves one, which the next producer of its scope ends: who is
   * about to be that producer cannot wait for it.
   */
  public ScopeRecord readBeforeFencing(String pipeline, String scope) {
    return read(pipeline, scope, false);
  }

  private ScopeRecord read(String pipeline, String scope, boolean whole) {
    TopicPartition partition = new TopicPartition(topic, 0);
    Topics topics = clients.topics();
    if (!topics.exists(topic)) {
      return ScopeRecord.NONE;
    }
    // Beyond what is open: a consumer that stops where committed data ends could miss some.
    long end = topics.end(partition, IsolationLevel.READ_UNCOMMITTED);
    byte[] key = ScopeRecord.key(pipeline, scope);
    byte @Nullable [] newest = null;
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long start = System.nanoTime();
      long patience = start + Duration.ofMillis(clients.requestTimeoutMillis()).toNanos();
      while (consumer.position(partition) < end) {
        cancellation.check();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (Arrays.equals(key, record.key())) {
            newest = record.value();
          }
        }
        if (!whole
            && System.nanoTime() - start > MOMENT.toNanos()
            && consumer.position(partition)
                >= topics.end(partition, IsolationLevel.READ_COMMITTED)) {
          break;
        }
        if (System.nanoTime() > patience) {
          throw KafkaCode.LEDGER_BLOCKED
              .error(
                  "the topic "
                      + topic
                      + " can be read up to offset "
                      + consumer.position(partition)
                      + " of "
                      + end
                      + " only")
              .build();
        }
      }
    } catch (KafkaException e) {
      throw clients.error(e, "reading topic " + topic);
    }
    return newest == null ? ScopeRecord.NONE : ScopeRecord.decode(newest);
  }
}
