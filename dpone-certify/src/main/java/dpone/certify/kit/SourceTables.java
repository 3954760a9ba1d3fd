package dpone.certify.kit;

import java.util.List;

/** Prepares what a pipeline reads, without the connector. */
public interface SourceTables {
  /**
   * Makes the table anew and empty.
   *
   * @return its name as a manifest writes it under {@code streams}
   */
  String create(TestTable table) throws Exception;

  /** Adds rows; their order is not kept. */
  void insert(TestTable table, List<TestRow> rows) throws Exception;

  /** Replaces the rows that have these keys. */
  void update(TestTable table, List<TestRow> rows) throws Exception;

  /** Deletes the rows that have these keys; of the rows only the key counts. */
  void delete(TestTable table, List<TestRow> rows) throws Exception;

  /**
   * Adds a column that is null in every row. Rows that are given later leave it out.
   *
   * @param table as it was made
   * @param column nullable, of a name that it does not have
   */
  void addColumn(TestTable table, TestTable.Column column) throws Exception;
}
