package dpone.certify.kit;

import java.util.List;
import java.util.Map;

/**
 * Prepares what a pipeline reads, without the connector. Where the source is a log ({@link
 * dpone.spi.Increments#BY_POSITION}), a table is one with several parts, and rows go to all of
 * them.
 */
public interface SourceTables {
  /**
   * Makes the table anew and empty.
   *
   * @return its name as a manifest writes it under {@code streams}
   */
  String create(TestTable table) throws Exception;

  /**
   * What a manifest has to say about the stream beside its name, such as the format of its records.
   *
   * @param table as it was made
   * @return keys of the stream and their values, as a manifest writes them
   */
  default Map<String, Object> streamOptions(TestTable table) {
    return Map.of();
  }

  /**
   * Keys of the stream under which a read goes back so far behind the position, in the measure of a
   * cursor that is a whole number; empty where the connector has no such option.
   */
  default Map<String, Object> lookback(long distance) {
    return Map.of();
  }

  /**
   * The days that the tables can hold, both ends included. The kit's rows reach to both ends and
   * not beyond; by default those are the years from 1 to 9999.
   */
  default Days days() {
    return Days.ALL;
  }

  /**
   * Whether columns of floating point hold infinities and what is no number; where they do not, the
   * kit's rows have none.
   */
  default boolean endlessFloats() {
    return true;
  }

  /** Adds rows; their order is not kept. In a log it is kept within each part. */
  void insert(TestTable table, List<TestRow> rows) throws Exception;

  /** Replaces the rows that have these keys. In a log they stay, and the new ones are added. */
  void update(TestTable table, List<TestRow> rows) throws Exception;

  /**
   * Deletes the rows that have these keys; of the rows only the key counts. Nobody asks a log for
   * it.
   */
  void delete(TestTable table, List<TestRow> rows) throws Exception;

  /**
   * Adds a column that is null in every row. Rows that are given later leave it out.
   *
   * @param table as it was made
   * @param column nullable, of a name that it does not have
   */
  void addColumn(TestTable table, TestTable.Column column) throws Exception;
}
