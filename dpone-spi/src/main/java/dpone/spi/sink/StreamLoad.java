package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.batch.WireFormat;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Set;

/**
 * One stream of a load, before the sink has planned it.
 *
 * @param connector id of the source's connector, so that a sink knows whose native types it reads
 * @param stream name of the source's stream
 * @param target name of the table or topic, as the manifest gives it with variables resolved
 * @param schema columns as the source describes them
 * @param strategy how to apply it
 * @param evolution what to do about drift
 * @param lossyAllowed columns for which the user accepts a lossy mapping
 * @param offered wire formats the source can deliver, best first
 * @param estimatedRows rough count, -1 if unknown
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StreamLoad(
    String connector,
    String stream,
    String target,
    Schema schema,
    Strategy strategy,
    SchemaEvolution evolution,
    Set<String> lossyAllowed,
    List<WireFormat> offered,
    long estimatedRows) {
  /** Copies the collections. */
  public StreamLoad {
    lossyAllowed = Set.copyOf(lossyAllowed);
    offered = List.copyOf(offered);
  }
}
