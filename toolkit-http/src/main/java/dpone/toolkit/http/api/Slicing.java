package dpone.toolkit.http.api;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way in which a stream needs several requests, each with pages of its own. */
public sealed interface Slicing {
  /**
   * Windows of time, one after the other without a gap. Each gives the variables {@code from},
   * {@code to} and {@code last}: its first moment, the first moment after it, and its last one (the
   * last day, or one unit before {@code to}).
   *
   * @param unit what the API counts in
   * @param step length of a window
   * @param zone whose days and months they are
   * @param first how far back a first read goes that names no start
   * @param settled how long after its end a window may still change: an increment that is merged
   *     begins so much earlier, and one that is appended ends so much earlier
   * @param cap more records than this are not given for one window, or null
   */
  record Windows(Unit unit, Step step, ZoneId zone, Step first, Duration settled, @Nullable Cap cap)
      implements Slicing {}

  /** What windows begin and end at. */
  enum Unit {
    /** Days: windows are of whole days, and a day is asked for only when it is over. */
    DAY,
    /** Days, the present one among them. */
    DAY_SO_FAR,
    /** Whole months, asked for only when they are over. */
    MONTH,
    /** Seconds. */
    SECOND
  }

  /**
   * A number of records above which an API cuts an answer off without a word. Pages of such windows
   * are kept on disk until they are counted; one that is cut off is asked for again in halves.
   *
   * @param records as many or more mean that records may be missing
   * @param smallest windows that are not halved any more
   * @param column the time that windows go by, or null where none shows it. With it, records
   *     outside of their window are left out, and where records are seen to be in its order a
   *     window that was cut off goes on where it was, so that nothing is asked for twice
   */
  record Cap(long records, Duration smallest, @Nullable String column) {
    /** A cap of windows whose records show no time. */
    public Cap(long records, Duration smallest) {
      this(records, smallest, null);
    }
  }

  /**
   * One request for each value.
   *
   * @param variable its name
   * @param values in order
   */
  record Values(String variable, List<String> values) implements Slicing {
    /** Copies the list. */
    public Values {
      values = List.copyOf(values);
    }
  }

  /**
   * One request for each record of another stream.
   *
   * @param parent the other stream
   * @param variables columns of it, by the variable that takes their value
   * @param changed whether an increment goes by those parents alone that changed since the stream's
   *     position: their read then begins there
   */
  record Parents(StreamDefinition parent, Map<String, String> variables, boolean changed)
      implements Slicing {
    /** All parents, always. */
    public Parents(StreamDefinition parent, Map<String, String> variables) {
      this(parent, variables, false);
    }

    /** Copies the map. */
    public Parents {
      variables = Map.copyOf(variables);
    }
  }
}
