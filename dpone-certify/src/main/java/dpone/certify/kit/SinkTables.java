package dpone.certify.kit;

import java.util.List;

/** Looks at what a pipeline wrote, without the connector. */
public interface SinkTables {
  /**
   * A place that does not exist yet; one that is left from before is removed.
   *
   * @param name a name without dots
   * @return the same place as a manifest writes it under {@code table}
   */
  String target(String name) throws Exception;

  /**
   * Makes a target with rows in it, as somebody else than a pipeline would: a column that is not
   * nullable takes no null. It has no key.
   *
   * @param table its columns
   * @param target as {@link #target} returned it
   */
  void create(TestTable table, String target, List<TestRow> rows) throws Exception;

  /**
   * The rows of a target, doubled ones included, rendered by the system itself in the form of
   * {@link TestRow}.
   *
   * @param table columns to read and their types
   * @param target as {@link #target} returned it
   * @return the rows in any order
   */
  List<TestRow> rows(TestTable table, String target) throws Exception;

  /** Whether the target exists. */
  boolean exists(String target) throws Exception;
}
