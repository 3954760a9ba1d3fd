package dpone.certification.kafka;

import dpone.certify.kit.Failures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings about the failures of the page. */
final class KafkaFailures implements Failures {
  private final Map<String, Way> ways = new TreeMap<>();

  /** A way to bring one about. */
  @FunctionalInterface
  interface Way {
    /** Arranges it; what it returns puts everything right again. */
    @Nullable AutoCloseable take(Pipeline pipeline) throws Exception;
  }

  /**
   * All that can be done to this cluster.
   *
   * @param disposable whether users may be made in it
   */
  KafkaFailures(TopicClient topics, Map<String, Object> connection, boolean disposable) {
    new DoorFailures(topics, connection, disposable).addTo(ways);
    new SourceFailures(topics).addTo(ways);
    RecordFailures.addTo(ways, topics);
    new RegistryFailures(topics).addTo(ways);
    new SinkFailures(topics).addTo(ways);
  }

  @Override
  public List<String> provokable() {
    return List.copyOf(ways.keySet());
  }

  @Override
  public Map<String, String> others() {
    return OtherFailures.REASONS;
  }

  @Override
  public AutoCloseable provoke(String code, Pipeline pipeline) throws Exception {
    Way way = ways.get(code);
    if (way == null) {
      throw new IllegalArgumentException(code);
    }
    AutoCloseable undo = way.take(pipeline);
    return undo == null ? () -> {} : undo;
  }
}
