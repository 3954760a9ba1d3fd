package dpone.certify.scenario;

import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.spi.Increments;
import java.util.List;
import java.util.Map;

/**
 * From where to where the pipelines of a trial go.
 *
 * @param sourceType connector id of the source
 * @param sourceConnection its connection options
 * @param source prepares what is read
 * @param material what that looks like
 * @param increments how its streams know where to go on
 * @param sinkType connector id of the sink
 * @param sinkConnection its connection options
 * @param sink looks at what was written
 * @param services the systems that take part
 */
public record Route(
    String sourceType,
    Map<String, Object> sourceConnection,
    SourceTables source,
    Material material,
    Increments increments,
    String sinkType,
    Map<String, Object> sinkConnection,
    SinkTables sink,
    List<ServiceInfo> services) {
  /** Copies the collections. */
  public Route {
    sourceConnection = Map.copyOf(sourceConnection);
    sinkConnection = Map.copyOf(sinkConnection);
    services = List.copyOf(services);
  }

  /** The same route from another place of the same source. */
  <T extends SourceTables & Material> Route from(T place) {
    return new Route(
        sourceType,
        sourceConnection,
        place,
        place,
        increments,
        sinkType,
        sinkConnection,
        sink,
        services);
  }

  /** Whether one connector is at both ends. */
  boolean both() {
    return sourceType.equals(sinkType);
  }

  /** Whether the source's streams are logs: what is updated there is added, and nothing goes. */
  boolean ofLogs() {
    return increments == Increments.BY_POSITION;
  }
}
