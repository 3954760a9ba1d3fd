package dpone.connector.mssql.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a table lies in its database: what another table has to be like so that rows can be switched
 * between the two, and what is in the way.
 *
 * @param place where its rows lie
 * @param lobs file group of large values; null where there are none or the place has them
 * @param indexes that are in use, in the order of their numbers
 * @param checks its CHECK constraints that are enabled, in the order of their names
 * @param defaults definitions of defaults by column
 * @param hindrances what keeps it from being switched whatever the load is like
 */
public record Layout(
    Place place,
    @Nullable String lobs,
    List<Index> indexes,
    List<String> checks,
    Map<String, String> defaults,
    List<Hindrance> hindrances) {
  /** Copies the collections. */
  public Layout {
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
    defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
    hindrances = List.copyOf(hindrances);
  }

  /**
   * Something that cannot be switched.
   *
   * @param what it is, with its name
   * @param remedy what to do about it
   */
  public record Hindrance(String what, String remedy) {}

  /**
   * Where rows lie.
   *
   * @param space file group or partition scheme
   * @param function partition function of the scheme; null for a file group
   * @param column that the scheme divides by; null for a file group
   */
  public record Place(String space, @Nullable String function, @Nullable String column) {}

  /**
   * A column of an index's key.
   *
   * @param column its name
   * @param descending whether it is sorted from the largest
   */
  public record Key(String column, boolean descending) {}

  /** How an index keeps its rows. */
  public enum Kind {
    /** It is the table. */
    CLUSTERED,
    /** It is beside the table. */
    NONCLUSTERED,
    /** It is the table, by columns. */
    COLUMNSTORE
  }

  /** What an index enforces. */
  public enum Rule {
    /** Nothing. */
    NONE,
    /** That no two rows have a key. */
    UNIQUE,
    /** The same as a constraint. */
    UNIQUE_CONSTRAINT,
    /** It is the primary key. */
    PRIMARY_KEY
  }

  /**
   * An index.
   *
   * @param id its number within the table; 0 is the heap, which is no index
   * @param kind how it keeps rows
   * @param rule what it enforces
   * @param keys its key
   * @param included further columns
   * @param filter which rows are in it; null for all
   * @param place where it lies
   * @param compressions by partition, as far as there are any
   */
  public record Index(
      int id,
      Kind kind,
      Rule rule,
      List<Key> keys,
      List<String> included,
      @Nullable String filter,
      Place place,
      Map<Integer, String> compressions) {
    /** Copies the collections. */
    public Index {
      keys = List.copyOf(keys);
      included = List.copyOf(included);
      compressions = Collections.unmodifiableMap(new TreeMap<>(compressions));
    }
  }

  /** Compression of the heap by partition; empty where a clustered index is the table. */
  public Map<Integer, String> heap() {
    return indexes.stream()
        .filter(index -> index.id() == 0)
        .findFirst()
        .map(Index::compressions)
        .orElse(Map.of());
  }
}
