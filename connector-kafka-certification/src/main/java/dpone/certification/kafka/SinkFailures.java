package dpone.certification.kafka;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import dpone.spi.context.Boundary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Failures of targets, of ways to write them, of the topic of loads and of that of the state. */
record SinkFailures(TopicClient topics) {
  private static final String POLICY = "cleanup.policy";

  /** The brokers of the trial look for transactions that last too long every second. */
  private static final Duration TOO_LONG = Duration.ofSeconds(4);

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    rows(ways);
    options(ways);
    targets(ways);
    bookkeeping(ways);
  }

  private void rows(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "KAFKA_RECORD_TOO_LARGE",
        p -> {
          send(p, "\"name\":\"" + "x".repeat(5000) + "\"");
          return Manifests.sink(p, "max_request_size", "1KB");
        });
    ways.put(
        "KAFKA_KEY_INVALID",
        p -> {
          Manifests.merge(p, "note");
          return null;
        });
    ways.put(
        "KAFKA_TIMESTAMP_INVALID",
        p -> {
          send(p, "\"name\":\"x\",\"at\":\"1969-12-31T00:00:00Z\"");
          return Manifests.sink(p, "timestamp_column", "at");
        });
    ways.put(
        "KAFKA_PARTITION_INVALID",
        p -> {
          topics.create(p.target(), Map.of());
          Manifests.sink(p, "partitioner", "column");
          return Manifests.sink(p, "partition_column", "id");
        });
  }

  /** A row beside those that are there. */
  private void send(Pipeline pipeline, String cells) throws Exception {
    String row = "{\"id\":4711,\"version\":1," + cells + "}";
    topics.send(
        List.of(
            new ProducerRecord<>(pipeline.stream(), null, row.getBytes(StandardCharsets.UTF_8))));
  }

  private void options(Map<String, ProvokedFailures.Way> ways) {
    ways.put("KAFKA_COLUMN_MISSING", p -> Manifests.sink(p, "timestamp_column", "gone"));
    ways.put("KAFKA_KEY_MISSING", p -> Manifests.sink(p, "key", "columns"));
  }

  private void targets(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "KAFKA_CLEANUP_POLICY",
        p -> {
          topics.create(p.target(), Map.of(POLICY, "compact"));
          return null;
        });
    ways.put(
        "KAFKA_TRANSACTION_TIMED_OUT",
        p -> {
          Manifests.sink(p, "transaction_timeout", "1s");
          p.at(Boundary.AFTER_FLUSH_BEFORE_COMMIT, () -> Thread.sleep(TOO_LONG));
          return null;
        });
  }

  private void bookkeeping(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "KAFKA_LEDGER_UNFIT",
        p -> {
          String loads = beside(p, "loads");
          topics.create(loads, Map.of(POLICY, "delete"));
          return Manifests.sink(p, "loads_topic", loads);
        });
    ways.put("KAFKA_LEDGER_BLOCKED", this::blocked);
    ways.put(
        "KAFKA_STATE_TOPIC_UNFIT",
        p -> {
          String state = beside(p, "state");
          topics.create(state, Map.of(POLICY, "delete"));
          Map<String, Object> store = Manifests.group(p.manifest(), "state");
          store.put("type", "kafka");
          store.put("connection", Manifests.group(p.manifest(), "sink", "connection"));
          store.put("topic", state);
          return null;
        });
  }

  private static String beside(Pipeline pipeline, String what) {
    return pipeline.target() + "." + what;
  }

  /** Somebody leaves a transaction open on the topic of loads. */
  private @Nullable AutoCloseable blocked(Pipeline pipeline) throws Exception {
    String loads = beside(pipeline, "loads");
    topics.create(loads, Map.of(POLICY, "compact"));
    Producer<byte[], byte[]> other =
        topics.producer(
            Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "certify-" + UUID.randomUUID()));
    other.initTransactions();
    other.beginTransaction();
    byte[] text = loads.getBytes(StandardCharsets.UTF_8);
    other.send(new ProducerRecord<>(loads, 0, text, text)).get();
    Manifests.sink(pipeline, "loads_topic", loads);
    Manifests.set(pipeline, "request_timeout", "2s");
    return () -> {
      other.abortTransaction();
      other.close();
    };
  }
}
