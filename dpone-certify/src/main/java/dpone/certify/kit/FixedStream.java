package dpone.certify.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stream of the system's own, whose columns nobody can choose, such as the cases of a help desk
 * or the rates of a day. The kit makes its rows out of numbers: it knows which of them are the
 * same, older or newer, and the stream knows what they look like. Used by one thread.
 *
 * <p>A stream keeps what it holds, so whoever serves it to the connector sees every change at once.
 */
public interface FixedStream {
  /** Its name as a manifest writes it under {@code streams}. */
  String name();

  /**
   * Its columns, each with the logical type that the connector describes, and the columns that
   * identify a row. The table's name is one without dots and dashes, which targets are named after.
   */
  TestTable table();

  /** What a manifest has to say about it beside its name and its cursor. */
  default Map<String, Object> options() {
    return Map.of();
  }

  /**
   * The column by which increments go on, as a manifest writes it under {@code cursor}; empty where
   * the stream is always read whole.
   */
  Optional<String> cursor();

  /**
   * How many rows that follow each other have one cursor value: 1 where it is the time of a change,
   * many where it is a day or a month. The kit makes some thousand rows, so that a stream that asks
   * once a day or a month keeps its windows few by a large number.
   */
  default int rowsPerMoment() {
    return 1;
  }

  /**
   * Whether a cursor value gets all its rows at once, as the rates of a day do: then the kit adds
   * none to one that was read. It does add one before the position, to see whether the descriptor
   * says what becomes of late rows.
   */
  default boolean closed() {
    return false;
  }

  /**
   * A row as the system could give it.
   *
   * @param number from 0 on; decides the key, and rows of different numbers differ in it whatever
   *     their moments are
   * @param moment place of its cursor value among all, from 0 on: a later moment has a larger
   *     value; means nothing in a stream without a cursor
   * @param version from 0 on; rows of one number and moment and of different versions have one key
   *     and differ in another column. Only 0 where rows are not {@linkplain #updated updated}
   */
  TestRow row(int number, int moment, int version);

  /**
   * Rows at the edges of what the columns can hold, their keys unlike those of {@link #row}: each
   * column has a value in one of them at least, each that can be null is null in one of them, and
   * texts hold what codecs trip over.
   */
  List<TestRow> edges();

  /** Takes every row out. */
  void clear() throws Exception;

  /** Adds rows, in the order of their cursor or in any other. */
  void insert(List<TestRow> rows) throws Exception;

  /** Whether the system ever changes a row that it has given. */
  default boolean updated() {
    return false;
  }

  /** Replaces the rows that have these keys; asked for only where rows are {@link #updated}. */
  default void update(List<TestRow> rows) throws Exception {
    throw new UnsupportedOperationException(name() + " changes no row");
  }

  /** Whether the system ever takes a row away. */
  default boolean deleted() {
    return false;
  }

  /** Takes away the rows that have these keys; asked for only where rows are {@link #deleted}. */
  default void delete(List<TestRow> rows) throws Exception {
    throw new UnsupportedOperationException(name() + " takes no row away");
  }

  /**
   * Keys of the stream under which a read goes back so many moments behind the position.
   *
   * @return empty where the connector has no such option for it
   */
  default Map<String, Object> lookback(int moments) {
    return Map.of();
  }
}
