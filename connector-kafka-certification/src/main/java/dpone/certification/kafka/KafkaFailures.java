package dpone.certification.kafka;

import dpone.certify.kit.Failures;
import java.util.List;
import java.util.Map;

/** Failures that a cluster can be brought to. */
record KafkaFailures(TopicClient topics) implements Failures {
  @Override
  public List<String> provokable() {
    return List.of("KAFKA_TOPIC_NOT_FOUND");
  }

  @Override
  public Map<String, String> others() {
    return Map.of();
  }

  @Override
  public AutoCloseable provoke(String code, Pipeline pipeline) throws Exception {
    topics.drop(pipeline.stream());
    return () -> {};
  }
}
