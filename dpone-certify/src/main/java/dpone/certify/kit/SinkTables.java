package dpone.certify.kit;

import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * What a manifest has to say about the sink beside its connection and table.
   *
   * @param table what is loaded
   * @param mode how it is applied
   * @return keys of the sink and their values, as a manifest writes them
   */
  default Map<String, Object> sinkOptions(TestTable table, LoadMode mode) {
    return Map.of();
  }

  /**
   * Ways by which rows reach a target: each is keys of the sink and their values, none of which
   * {@link #sinkOptions} names. Trials of many loads take them in turns, and their evidence names
   * them.
   *
   * @return at least one; an empty one is the way that a manifest takes which says nothing about it
   */
  default List<Map<String, Object>> lanes() {
    return List.of(Map.of());
  }

  /**
   * A lane that the sink has and this system cannot be loaded by.
   *
   * @return its name and what it needs, one sentence for the evidence; empty if there is none
   */
  default Optional<String> laneLeftOut() {
    return Optional.empty();
  }

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
   * {@link TestRow}. Where targets are logs, the last one of each key of a record, and every one
   * without such a key.
   *
   * @param table columns to read and their types
   * @param target as {@link #target} returned it
   * @return the rows in any order
   */
  List<TestRow> rows(TestTable table, String target) throws Exception;

  /**
   * What the system puts into a column that takes no null, has no default and is given no value.
   *
   * @return canonical text; empty where it puts nothing there and refuses the row
   */
  default Optional<String> empty(TestTable.Column column) {
    return Optional.empty();
  }

  /** Whether the target exists. */
  boolean exists(String target) throws Exception;
}
