package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.batch.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sink is going to do with one stream.
 *
 * @param stream name of the source's stream
 * @param target the target's full name
 * @param columns how each column is carried over
 * @param ddl statements that change the target's schema, in order, as they will run
 * @param publish how the stage becomes the target, such as {@code swap} or {@code merge on
 *     conflict}
 * @param wireFormat the offered format that the stage takes undecoded; null means columns
 * @param notes why these choices, one sentence each
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StreamPlan(
    String stream,
    String target,
    List<ColumnMapping> columns,
    List<String> ddl,
    String publish,
    @Nullable WireFormat wireFormat,
    List<String> notes) {
  /** Copies the lists. */
  public StreamPlan {
    columns = List.copyOf(columns);
    ddl = List.copyOf(ddl);
    notes = List.copyOf(notes);
  }

  /** The wire format, if rows stay undecoded. */
  public Optional<WireFormat> wire() {
    return Optional.ofNullable(wireFormat);
  }
}
