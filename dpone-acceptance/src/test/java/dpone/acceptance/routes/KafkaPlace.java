package dpone.acceptance.routes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka through its own clients. */
final class KafkaPlace implements Place {
  private final Map<String, Object> client;
  private final String topic;

  KafkaPlace(Map<String, Object> connection) {
    this(Map.of("bootstrap.servers", connection.get("bootstrap_servers")), "orders");
  }

  private KafkaPlace(Map<String, Object> client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  /** The same with a source of its own. */
  KafkaPlace on(String newTopic) {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(newTopic, 3, (short) 1))).all().get();
      return new KafkaPlace(client, newTopic);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How to reach it. */
  Map<String, Object> client() {
    return client;
  }

  @Override
  public void fill(List<Order> orders) {
    put(orders);
  }

  @Override
  public void put(List<Order> orders) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Order order : orders) {
        byte[] key = Long.toString(order.id()).getBytes(StandardCharsets.UTF_8);
        byte[] value = OrderJson.text(order).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, value));
      }
    }
  }

  @Override
  public void delete(long id) {
    throw new UnsupportedOperationException();
  }

  /** Every committed order of a topic, in the order of each partition. */
  List<Order> log(String name) {
    List<Order> orders = new ArrayList<>();
    records(name)
        .forEach(record -> {
          if (record.value() != null) {
            orders.add(OrderJson.order(record.value()));
          }
        });
    return orders;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String name) {
    Map<String, Object> settings = new LinkedHashMap<>(client);
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(p -> new TopicPartition(name, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
      }
      return records;
    }
  }

  /** The last order of each key, as a compacted topic would keep it. */
  List<Order> latest(String name) {
    Map<String, Order> latest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records(name)) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        latest.remove(key);
      } else {
        latest.put(key, OrderJson.order(record.value()));
      }
    }
    return List.copyOf(latest.values());
  }

  @Override
  public List<Order> read(String name, boolean history) {
    return log(name);
  }

  @Override
  public long count(String name) {
    return records(name).size();
  }

  @Override
  public String target(String name) {
    return "warehouse." + name;
  }
}
