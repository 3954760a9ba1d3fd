package dpone.certification.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients, plainly used. Used by one thread. */
final class TopicClient implements AutoCloseable {
  static final int PARTITIONS = 3;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int LOOKS = 500;
  private static final int TRIES = 5;

  private final Map<String, Object> properties = new HashMap<>();
  private final Admin admin;

  TopicClient(Map<String, Object> connection) {
    properties.put("bootstrap.servers", String.valueOf(connection.get("bootstrap_servers")));
    pass(connection, "security_protocol", "security.protocol");
    pass(connection, "sasl_mechanism", "sasl.mechanism");
    Object user = connection.get("sasl_username");
    if (user != null) {
      String module =
          String.valueOf(connection.get("sasl_mechanism")).startsWith("SCRAM")
              ? "org.apache.kafka.common.security.scram.ScramLoginModule"
              : "org.apache.kafka.common.security.plain.PlainLoginModule";
      properties.put(
          "sasl.jaas.config",
          module
              + " required username=\""
              + user
              + "\" password=\""
              + connection.get("sasl_password")
              + "\";");
    }
    Object authority = connection.get("ssl_ca_location");
    if (authority != null) {
      properties.put("ssl.truststore.type", "PEM");
      properties.put("ssl.truststore.location", authority.toString());
    }
    admin = inOwnLoader(() -> Admin.create(properties));
  }

  private void pass(Map<String, Object> connection, String option, String property) {
    Object value = connection.get(option);
    if (value != null) {
      properties.put(property, value.toString());
    }
  }

  /** The clients find classes by name through the thread's loader, which here is the host's. */
  private static <T> T inOwnLoader(Supplier<T> made) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(TopicClient.class.getClassLoader());
    try {
      return made.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  Admin admin() {
    return admin;
  }

  Producer<byte[], byte[]> producer(Map<String, String> more) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.putAll(more);
    return inOwnLoader(
        () -> new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  boolean exists(String topic) throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().contains(topic);
  }

  void create(String topic, Map<String, String> configs)
      throws ExecutionException, InterruptedException {
    drop(topic);
    admin
        .createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1).configs(configs)))
        .all()
        .get();
    // Answered by the leaders alone: until each partition has one, nothing can be sent to it.
    Map<TopicPartition, OffsetSpec> partitions = new LinkedHashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    for (int look = 1; !led(partitions, look == LOOKS); look++) {
      Thread.sleep(LOOK);
    }
  }

  /** Whether the brokers know of leaders; in the end it is a failure if they do not. */
  private boolean led(Map<TopicPartition, OffsetSpec> partitions, boolean last)
      throws ExecutionException, InterruptedException {
    try {
      ends(partitions, IsolationLevel.READ_UNCOMMITTED);
      return true;
    } catch (ExecutionException e) {
      if (last || !(e.getCause() instanceof RetriableException)) {
        throw e;
      }
      return false;
    }
  }

  void configure(String topic, Map<String, String> configs)
      throws ExecutionException, InterruptedException {
    List<AlterConfigOp> changes =
        configs.entrySet().stream()
            .map(each ->
                new AlterConfigOp(
                    new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
        .all()
        .get();
  }

  void drop(String topic) throws ExecutionException, InterruptedException {
    drop(List.of(topic));
  }

  void dropAll(String prefix) throws ExecutionException, InterruptedException {
    drop(
        admin.listTopics().names().get().stream().filter(name -> name.startsWith(prefix)).toList());
  }

  /** Those of them that are there, all at once, and waits until they are gone. */
  private void drop(List<String> topics) throws ExecutionException, InterruptedException {
    List<String> there = new ArrayList<>(topics);
    there.retainAll(admin.listTopics().names().get());
    if (there.isEmpty()) {
      return;
    }
    try {
      admin.deleteTopics(there).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
    while (!Collections.disjoint(admin.listTopics().names().get(), there)) {
      Thread.sleep(LOOK);
    }
  }

  /**
   * Sends, and waits until the brokers have all of it. By a producer of its own: one that knew a
   * topic which was deleted and made anew goes on where it was.
   */
  void send(List<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> left = records;
    for (int tries = 1; !left.isEmpty(); tries++) {
      left = unsent(left, tries == TRIES);
    }
  }

  /** Those that nobody acknowledged in time; the last time that is a failure. */
  private List<ProducerRecord<byte[], byte[]>> unsent(
      List<ProducerRecord<byte[], byte[]>> records, boolean last)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        producer(
            Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                "20000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "15000"))) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      producer.flush();
    }
    List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      try {
        sent.get(i).get();
      } catch (ExecutionException e) {
        if (last || !(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
        left.add(records.get(i));
      }
    }
    return left;
  }

  /** Every committed record, in order within each partition. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    for (var info : admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
      info.partitions()
          .forEach(p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    }
    // A commit is answered before its markers are written to every partition.
    Map<TopicPartition, Long> ends = ends(latest, IsolationLevel.READ_UNCOMMITTED);
    for (int i = 0; i < LOOKS && !ends.equals(ends(latest, IsolationLevel.READ_COMMITTED)); i++) {
      Thread.sleep(LOOK);
    }
    Map<TopicPartition, Long> wanted = ends(latest, IsolationLevel.READ_COMMITTED);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    try (Consumer<byte[], byte[]> consumer =
        inOwnLoader(() ->
            new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()))) {
      consumer.assign(wanted.keySet());
      consumer.seekToBeginning(wanted.keySet());
      while (wanted.entrySet().stream()
          .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** The offsets after the last records. */
  Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
