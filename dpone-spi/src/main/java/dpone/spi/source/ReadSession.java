package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Optional;

/**
 * A consistent view of a scope, held open while its splits are read. Used by the coordinating
 * thread; {@link #close} may come from another thread.
 */
@Rule(
    id = "SRC-3",
    value =
        "Splits are disjoint and together cover exactly what was asked for, under one consistent"
            + " view where the system has one; the same split may be opened again while the session"
            + " is open.")
@Rule(
    id = "SRC-4",
    value =
        "The position is computed from what the readers delivered, never from what was planned, and"
            + " only after all of them finished.")
@Rule(
    id = "SRC-5",
    value =
        "Zero rows is not completion: complete(), asked again after position(), tells whether the"
            + " scope is read to its end, and a bounded source may say no and be asked again from the"
            + " position reached. A read of everything is whole from the start or refused.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface ReadSession extends AutoCloseable {
  /** The parts; may be empty when there is nothing new. */
  List<Split> splits();

  /**
   * The position reached.
   *
   * @param receipts one for each split
   * @return empty when this kind of read has no position
   */
  Optional<Position> position(List<ReadReceipt> receipts);

  /**
   * Whether nothing is left beyond the splits of this session, as of its view. A source that has to
   * read to know where its splits end, such as one of pages, answers for good only after {@link
   * #position}; for a read of everything it says yes before, and its readers fail where they cannot
   * read everything.
   */
  boolean complete();

  /** Ends the view. */
  @Override
  void close();
}
