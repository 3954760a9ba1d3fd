package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Capability of a change source whose system records changes only after somebody with more rights
 * than a pipeline has let it: says what is left to do.
 */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public interface ChangeSetup {
  /**
   * What an administrator has to run so that the changes of the streams can be followed, in that
   * order; empty if nothing is missing. Only looks, and prints what a person reviews: names are
   * quoted, and no step holds a secret.
   *
   * @throws dpone.spi.error.DponeException CONFIG or SCHEMA when no statement would let the changes
   *     be followed, such as those of a view
   */
  List<Step> missing(Request request);

  /**
   * What is to be followed.
   *
   * @param scope whose changes
   * @param streams which streams
   * @param from position reached; null before the first snapshot
   */
  record Request(ChangeScope scope, List<Followed> streams, @Nullable Position from) {
    /** Copies the list. */
    public Request {
      streams = List.copyOf(streams);
    }

    /** The position reached. */
    public Optional<Position> reached() {
      return Optional.ofNullable(from);
    }
  }

  /**
   * A stream that is to be followed.
   *
   * @param selection what of the stream
   * @param key names of the columns that identify a row; empty means the stream's own key
   */
  record Followed(StreamSelection selection, List<String> key) {
    /** Copies the list. */
    public Followed {
      key = List.copyOf(key);
    }
  }

  /**
   * One thing to do.
   *
   * @param why what is missing without it, in one line
   * @param statement what to run, in the system's own language
   */
  record Step(String why, String statement) {
    /** Puts the reason, which may hold a name of several lines, into one. */
    public Step {
      why = String.join(" ", why.lines().toList());
    }
  }
}
