package dpone.certification.kafka;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import dpone.spi.context.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Failures of topics and of where to begin in them. */
record SourceFailures(TopicClient topics) {
  private static final String SAMPLED = "schema_sample_size";
  private static final Map<String, Object> BY_SAMPLES = Map.of("format", "json", SAMPLED, 1000);

  void addTo(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "KAFKA_TOPIC_NOT_FOUND",
        p -> {
          topics.drop(p.stream());
          return null;
        });
    ways.put("KAFKA_INVALID_TOPIC", p -> Manifests.stream(p, "topics", "("));
    ways.put(
        "KAFKA_OFFSETS_MALFORMED",
        p -> {
          Manifests.stream(p, "start_from", "offsets");
          return Manifests.stream(p, "start_offsets", Map.of("first", "one"));
        });
    ways.put("KAFKA_COLUMN_NOT_FOUND", p -> Manifests.stream(p, "columns", List.of("gone")));
    ways.put(
        "KAFKA_TOPIC_RECREATED",
        p -> {
          Manifests.append(p);
          p.run();
          topics.create(p.stream(), Map.of());
          return null;
        });
    ways.put("KAFKA_OFFSETS_GONE", this::expired);
    ways.put("KAFKA_COLUMNS_CHANGED", this::changed);
    ways.put("KAFKA_TOPICS_DIFFER", this::different);
  }

  /** Records that came after the last run are gone before the next. */
  private @Nullable AutoCloseable expired(Pipeline pipeline) throws Exception {
    Manifests.append(pipeline);
    pipeline.run();
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (int partition = 0; partition < TopicClient.PARTITIONS; partition++) {
      topics.send(List.of(record(pipeline.stream(), partition, "{}")));
      partitions.put(new TopicPartition(pipeline.stream(), partition), OffsetSpec.latest());
    }
    Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
    topics
        .ends(partitions, IsolationLevel.READ_UNCOMMITTED)
        .forEach((partition, end) -> old.put(partition, RecordsToDelete.beforeOffset(end)));
    topics.admin().deleteRecords(old).all().get();
    return null;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition, String value) {
    return new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A record with another field comes between plan and read. */
  private @Nullable AutoCloseable changed(Pipeline pipeline) {
    Manifests.stream(pipeline, "value", BY_SAMPLES);
    pipeline.at(
        Boundary.BEFORE_FIRST_READ,
        () -> topics.send(List.of(record(pipeline.stream(), 0, "{\"another\":1}"))));
    return null;
  }

  private @Nullable AutoCloseable different(Pipeline pipeline)
      throws ExecutionException, InterruptedException {
    String other = pipeline.stream() + ".other";
    topics.create(other, Map.of());
    topics.send(List.of(record(other, 0, "{\"another\":1}")));
    Manifests.stream(pipeline, "value", BY_SAMPLES);
    return Manifests.stream(pipeline, "topics", pipeline.stream().replace(".", "\\.") + ".*");
  }
}
