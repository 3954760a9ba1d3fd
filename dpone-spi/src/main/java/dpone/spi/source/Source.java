package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Optional;

/**
 * The reading half of a connector. {@link #open} may be called from several threads at once, also
 * in another process than {@link #read}; everything else by one coordinating thread.
 */
@Rule(
    id = "SRC-1",
    value =
        "Nothing in the source is changed by describing, planning or reading it, apart from what"
            + " the user configured (a replication slot, a consumer group).")
@Rule(
    id = "SRC-2",
    value =
        "A column whose type has no mapping is refused in describe() by stream, column and type,"
            + " with the remedy to cast it or to leave it out.")
@Rule(
    id = "SRC-7",
    value =
        "acknowledge() is called only after data and state are durable; until then the source keeps"
            + " whatever is needed to read again from the position before.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Source extends AutoCloseable {
  /** Names of the streams there are, in order. */
  List<String> streams();

  /**
   * Describes a stream after selection.
   *
   * @throws dpone.spi.error.DponeException NOT_FOUND, SCHEMA or AUTHENTICATION
   */
  StreamInfo describe(StreamSelection selection);

  /**
   * Says at plan time how the source is going to read a stream, beside what {@link #describe}
   * notes: what depends on the mode, such as what an increment cannot see. Only looks.
   *
   * @return one sentence each
   * @throws dpone.spi.error.DponeException CONFIG or SCHEMA when the stream cannot be read so
   */
  default List<String> explain(StreamRead read) {
    return List.of();
  }

  /** Opens a consistent view and divides it into splits. */
  ReadSession read(ReadRequest request);

  /** Opens a reader on a split of a session that is open somewhere. */
  SplitReader open(Split split);

  /** Hears that everything up to the position is durable at the target. */
  void acknowledge(Position position);

  /** An optional power, such as {@link dpone.spi.verify.Fingerprint}. */
  <T> Optional<T> capability(Class<T> type);

  @Override
  void close();
}
