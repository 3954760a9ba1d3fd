package dpone.runtime.manifest;

import dpone.spi.option.Options;
import dpone.spi.sink.SchemaEvolution;
import java.util.Set;

/**
 * Where rows go. Target and strategy stand at each stream.
 *
 * @param type id of the connector
 * @param connection how to reach the system
 * @param settings the connector's own sink options
 * @param evolution what to do about drift
 * @param lossyAllowed columns for which the user accepts a lossy mapping
 */
public record SinkSpec(
    String type,
    ConnectionSpec connection,
    Options settings,
    SchemaEvolution evolution,
    Set<String> lossyAllowed) {
  /** Copies the set. */
  public SinkSpec {
    lossyAllowed = Set.copyOf(lossyAllowed);
  }
}
