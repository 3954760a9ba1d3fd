package dpone.certification.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients, plainly used. Used by one thread. */
final class TopicClient implements AutoCloseable {
  static final int PARTITIONS = 3;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LOOKS = 20;
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
    ends(partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  void drop(String topic) throws ExecutionException, InterruptedException {
    try {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
    while (exists(topic)) {
      Thread.sleep(POLL);
    }
  }

  void dropAll(String prefix) throws ExecutionException, InterruptedException {
    Set<String> topics =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(prefix))
            .collect(Collectors.toSet());
    for (String topic : topics) {
      drop(topic);
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
      Thread.sleep(POLL);
    }
    Map<TopicPartition, Long> wanted = ends(latest, IsolationLevel.READ_COMMITTED);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
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

  private Map<TopicPartition, Long> ends(
      Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation)
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
