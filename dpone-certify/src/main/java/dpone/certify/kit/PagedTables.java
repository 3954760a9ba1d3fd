package dpone.certify.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can happen between the pages of a source, asked for where it reads page by page. Options are
 * keys of the stream or of the source and their values, as a manifest writes them: the kit puts
 * each where the connector's descriptor has it. A stream is named as a manifest writes it. Used by
 * one thread, while the connector reads on others.
 */
public interface PagedTables {
  /**
   * Makes the pages of a stream small.
   *
   * @param rows rows of a page at most; the kit has many times as many
   * @return options under which its pages have so many; may be empty where the system decides
   */
  Map<String, Object> pages(String stream, int rows) throws Exception;

  /** The bound on the pages of a read; empty where the connector has no option for one. */
  Optional<Bound> bound(int pages);

  /**
   * Options under which a load is published after about so many pages and the read goes on with the
   * next load; empty where a read is one load however long it is.
   */
  Map<String, Object> cut(int pages);

  /**
   * What it can bring about, each with how a run ends that meets it again and again: the documented
   * code of its failure, or {@link #RIGHT} where the run succeeds with every row.
   */
  Map<Trouble, String> ends();

  /** What it cannot bring about, each with the reason why the system never does that. */
  Map<Trouble, String> others();

  /**
   * From now on a page of the stream that is not the first of its read meets the trouble.
   *
   * @param trouble one of {@link #ends}
   * @param times how many pages do, whichever reads they belong to; those after them are sound
   * @param spare a row that the stream does not have and that belongs to the first page of what is
   *     read next, for {@link Trouble#ROW_ADDED}
   */
  Meeting meet(Trouble trouble, String stream, int times, TestRow spare) throws Exception;

  /**
   * How many pages were asked for so far, of all streams; empty where nobody counts. Where it is
   * counted, a read that goes on must not ask again for what was published.
   */
  default OptionalLong requests() {
    return OptionalLong.empty();
  }

  /** How a run ends that meets a trouble and is none the worse for it. */
  String RIGHT = "";

  /**
   * A bound on pages.
   *
   * @param options under which it holds
   * @param code documented code of the failure of a read that meets it
   */
  record Bound(Map<String, Object> options, String code) {
    /** Copies the map. */
    public Bound {
      options = Map.copyOf(options);
    }
  }

  /** Ends with {@link #close}. */
  interface Meeting extends AutoCloseable {
    /** How many pages have met the trouble. */
    int met();

    /**
     * The rows that came or went by it so far, of which a run may bring either state; empty where
     * it moves none.
     */
    default List<TestRow> moved() {
      return List.of();
    }

    @Override
    void close() throws Exception;
  }

  /** What can go wrong. */
  enum Trouble {
    /**
     * The next page is one that was read already: its token or link comes again, or its number is
     * not heeded.
     */
    REPEATED_PAGE,
    /** A page without a row stands before one that has rows, and names it as the next. */
    EMPTY_PAGE,
    /** The answer ends in the middle of the page, the connection with it. */
    TRUNCATED_PAGE,
    /** A row comes where it stands before the reader's place, so that all behind it move on. */
    ROW_ADDED,
    /** A row of a page that was read is gone, so that all behind it move up. */
    ROW_REMOVED,
    /** The number of all rows, or of all pages, that comes with a page is smaller than it is. */
    WRONG_TOTAL;

    /** Those that move what stands on pages, or lie about them. */
    public static final List<Trouble> OF_CHANGE = List.of(ROW_ADDED, ROW_REMOVED, WRONG_TOTAL);
  }
}
