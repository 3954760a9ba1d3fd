package dpone.runtime.stage;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to the rows of a stream.
 *
 * @param read rows the source sent
 * @param written rows the sink staged
 * @param rejected rows set aside, at either end
 * @param filtered rows left out by a rule of the manifest
 * @param bytes bytes sent to the sink
 */
public record StreamCounts(long read, long written, long rejected, long filtered, long bytes) {
  /** Nothing yet. */
  public static final StreamCounts ZERO = new StreamCounts(0, 0, 0, 0, 0);

  /** Both together. */
  public StreamCounts plus(StreamCounts other) {
    return new StreamCounts(
        read + other.read,
        written + other.written,
        rejected + other.rejected,
        filtered + other.filtered,
        bytes + other.bytes);
  }

  /** The same, after rows were taken out of the stage again. */
  public StreamCounts rejecting(long rows) {
    return new StreamCounts(read, written - rows, rejected + rows, filtered, bytes);
  }

  /** Counts of all the streams together. */
  public static StreamCounts sum(Collection<StreamCounts> streams) {
    return streams.stream().reduce(ZERO, StreamCounts::plus);
  }

  /** As {@link #of}, for each of several streams; zero for a stream without a split. */
  public static Map<String, StreamCounts> of(List<String> streams, List<SplitResult> splits) {
    Map<String, StreamCounts> counts = new LinkedHashMap<>();
    for (String stream : streams) {
      counts.put(
          stream,
          of(stream, splits.stream().filter(s -> s.read().stream().equals(stream)).toList()));
    }
    return counts;
  }

  /**
   * Adds splits up, and compares what the source says, what the batches held and what the sink
   * says.
   *
   * @throws DponeException ACCOUNTING_MISMATCH with all three figures
   */
  public static StreamCounts of(String stream, List<SplitResult> splits) {
    StreamCounts total = ZERO;
    for (SplitResult split : splits) {
      long delivered = split.read().rows() - split.read().filtered() - split.read().rejected();
      long staged = split.written().rows() + split.written().rejected();
      if (delivered != split.handed() || staged != split.handed()) {
        throw DponeException.of(
                ErrorCategory.DATA,
                "ACCOUNTING_MISMATCH",
                "split "
                    + split.read().ordinal()
                    + ": the source sent "
                    + split.read().rows()
                    + " rows ("
                    + split.read().filtered()
                    + " filtered, "
                    + split.read().rejected()
                    + " rejected), batches held "
                    + split.handed()
                    + ", the sink staged "
                    + split.written().rows()
                    + " ("
                    + split.written().rejected()
                    + " rejected)")
            .at(Place.stream(stream))
            .remedy("nothing was published; run again, and report it if it stays")
            .build();
      }
      total =
          total.plus(
              new StreamCounts(
                  split.read().rows(),
                  split.written().rows(),
                  split.read().rejected() + split.written().rejected(),
                  split.read().filtered(),
                  split.written().bytes()));
    }
    return total;
  }
}
