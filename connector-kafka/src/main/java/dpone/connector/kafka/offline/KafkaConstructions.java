package dpone.connector.kafka.offline;

import dpone.connector.kafka.sink.SinkSamples;
import dpone.connector.kafka.source.SourceSamples;
import dpone.spi.certify.OfflineConstructions;
import java.util.Map;
import java.util.TreeMap;

/** Client options and records that the connector would use. */
public final class KafkaConstructions implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>(SinkSamples.constructions());
    all.putAll(SourceSamples.constructions());
    return all;
  }
}
