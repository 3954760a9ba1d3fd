package dpone.certification.kafka;

import dpone.certify.kit.ProvokedFailures;
import java.util.Map;

/** Brings about the failures of the page. */
final class KafkaFailures extends ProvokedFailures {
  /**
   * All that can be done to this cluster.
   *
   * @param disposable whether users may be made in it
   */
  KafkaFailures(TopicClient topics, Map<String, Object> connection, boolean disposable) {
    super(OtherFailures.REASONS);
    new DoorFailures(topics, connection, disposable).addTo(ways);
    new SourceFailures(topics).addTo(ways);
    RecordFailures.addTo(ways, topics);
    new RegistryFailures(topics).addTo(ways);
    new SinkFailures(topics).addTo(ways);
  }
}
