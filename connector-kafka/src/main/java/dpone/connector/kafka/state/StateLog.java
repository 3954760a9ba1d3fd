package dpone.connector.kafka.state;

import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.connect.ClusterSettings;
import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.error.KafkaErrors;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.state.StateKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic as a map, read to its end before each look. Used under the store's lock. */
final class StateLog implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final long LARGEST_RECORD = 16L << 20;

  private final Cluster cluster;
  private final ClusterSettings settings;
  private final ConnectorContext context;
  private final String topic;
  private final TopicPartition partition;
  private final Map<StateKey, Stored> view =
      new TreeMap<>(Comparator.comparing(StateKey::pipeline).thenComparing(StateKey::scope));
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closed;
  private boolean known;

  StateLog(Cluster cluster, ConnectorContext context, String topic) {
    this.cluster = cluster;
    this.settings = cluster.settings();
    this.context = context;
    this.topic = topic;
    this.partition = new TopicPartition(topic, 0);
  }

  /** Whether the topic is there; it is refused where it would lose state. */
  boolean exists() {
    if (known) {
      return true;
    }
    TopicDescription found;
    try {
      found =
          Optional.ofNullable(
                  cluster
                      .ask(
                          "looking at topic " + topic,
                          admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                      .get(topic))
              .orElseThrow();
    } catch (DponeException failure) {
      if (failure.code().equals(KafkaCode.TOPIC_NOT_FOUND.code())) {
        return false;
      }
      throw failure;
    }
    String policy = policy();
    if (found.partitions().size() != 1 || !policy.equals("compact")) {
      throw KafkaCode.STATE_TOPIC_UNFIT
          .error(
              "topic "
                  + topic
                  + " has "
                  + found.partitions().size()
                  + " partitions and cleanup.policy="
                  + policy
                  + ", by which it would lose state")
          .build();
    }
    known = true;
    return true;
  }

  private String policy() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        cluster
            .ask(
                "looking at topic " + topic,
                admin -> admin.describeConfigs(List.of(resource)).all())
            .get(resource);
    return config == null || config.get("cleanup.policy") == null
        ? ""
        : config.get("cleanup.policy").value();
  }

  void ensure() {
    if (exists()) {
      return;
    }
    NewTopic made =
        new NewTopic(topic, Optional.of(1), Optional.empty())
            .configs(
                Map.of(
                    "cleanup.policy",
                    "compact",
                    "max.message.bytes",
                    String.valueOf(LARGEST_RECORD)));
    try {
      cluster.ask("creating topic " + topic, admin -> admin.createTopics(List.of(made)).all());
    } catch (DponeException failure) {
      // Another run may have been faster.
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw failure;
      }
    }
    long start = System.nanoTime();
    while (!exists()) {
      context.cancellation().check();
      if (System.nanoTime() - start > settings.requestTimeout().toNanos()) {
        throw KafkaCode.TIMEOUT.error("topic " + topic + " does not appear").build();
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw KafkaCode.CLOSED.error("waiting for a topic was interrupted").build();
    }
  }

  /** What is committed now, once every transaction that is open now is decided. */
  Map<StateKey, Stored> current() {
    if (!exists()) {
      return Map.of();
    }
    // Of open transactions too: one of another key may stand before what is committed.
    long end =
        cluster
            .ask(
                "asking for the end of topic " + topic,
                admin ->
                    admin
                        .listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition))
            .offset();
    try {
      readTo(end);
    } catch (RuntimeException failure) {
      if (closed) {
        throw KafkaCode.CLOSED.error("the state store was closed").build();
      }
      // What was read half is read again.
      forget();
      throw failure instanceof DponeException known
          ? known
          : settings.error(failure, "reading topic " + topic);
    }
    return view;
  }

  private void readTo(long end) {
    KafkaConsumer<byte[], byte[]> open = consumer();
    long heard = System.nanoTime();
    long before = open.position(partition, settings.requestTimeout());
    while (before < end) {
      context.cancellation().check();
      for (ConsumerRecord<byte[], byte[]> record : open.poll(STEP)) {
        if (record.key() != null && record.value() != null) {
          Stored stored = Stored.of(record.key(), record.value());
          view.put(stored.key(), stored);
        }
      }
      long now = open.position(partition, settings.requestTimeout());
      if (now != before) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > settings.requestTimeout().toNanos()) {
        throw KafkaCode.BROKER_LOST
            .error("nothing was heard of topic " + topic + ", or a transaction in it stays open")
            .build();
      }
      before = now;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open == null) {
      if (closed) {
        throw KafkaCode.CLOSED.error("the state store was closed").build();
      }
      Map<String, Object> properties = settings.consumer("");
      open =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      open.assign(List.of(partition));
      open.seekToBeginning(List.of(partition));
      consumer = open;
    }
    return open;
  }

  private void forget() {
    view.clear();
    KafkaConsumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close(CloseOptions.timeout(Duration.ofMillis(500)));
    }
  }

  /** Ends a wait of another thread. */
  void interrupt() {
    closed = true;
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  /** Whether a failure means that a newer producer took over. */
  static boolean fenced(Throwable failure) {
    Throwable root = failure instanceof ExecutionException ? failure.getCause() : failure;
    return root != null && KafkaErrors.code(root) == KafkaCode.PRODUCER_FENCED;
  }

  @Override
  public void close() {
    forget();
  }
}
