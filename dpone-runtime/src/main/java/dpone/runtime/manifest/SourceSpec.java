package dpone.runtime.manifest;

import dpone.spi.Increments;
import dpone.spi.option.Options;
import java.util.List;

/**
 * Where rows come from.
 *
 * @param type id of the connector
 * @param connection how to reach the system
 * @param settings the connector's own source options
 * @param streams what to read, in the manifest's order; at least one
 * @param increments how its increments know where to go on
 */
public record SourceSpec(
    String type,
    ConnectionSpec connection,
    Options settings,
    List<StreamSpec> streams,
    Increments increments) {
  /** Copies the list. */
  public SourceSpec {
    streams = List.copyOf(streams);
  }
}
