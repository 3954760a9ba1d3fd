package dpone.service.mssql.store;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a table lies, and what belongs to it.
 *
 * @param space file group or scheme, and the column that it divides by
 * @param compression of the heap by partition
 * @param indexes the clustered one first
 * @param checks of the table
 */
public record Shape(
    Statement.Space space,
    Map<Integer, String> compression,
    List<Index> indexes,
    List<Statement.Check> checks) {
  /** Nothing in the file group. */
  public static final Shape PLAIN =
      new Shape(new Statement.Space(Spaces.PRIMARY, ""), Map.of(), List.of(), List.of());

  /** Copies. */
  public Shape {
    compression = Map.copyOf(compression);
    indexes = List.copyOf(indexes);
    checks = List.copyOf(checks);
  }

  /** What an index enforces. */
  public enum Rule {
    /** Nothing. */
    NONE,
    /** That no key comes twice. */
    UNIQUE,
    /** The same as a constraint. */
    UNIQUE_CONSTRAINT,
    /** The primary key. */
    PRIMARY_KEY
  }

  /**
   * An index.
   *
   * @param type as in {@code sys.indexes}: 1 clustered, 2 not, 5 columnstore
   * @param where which rows it has; null for all
   */
  public record Index(
      String name,
      int type,
      Rule rule,
      List<Statement.Key> keys,
      List<String> included,
      @Nullable Expr where,
      Statement.Space space,
      Map<Integer, String> compression) {
    /** Copies. */
    public Index {
      keys = List.copyOf(keys);
      included = List.copyOf(included);
      compression = Map.copyOf(compression);
    }

    /** Whether it is the table itself. */
    public boolean clustered() {
      return type != 2;
    }

    /** Whether another one is like it, but for its name and place. */
    boolean like(Index other) {
      return type == other.type
          && rule == other.rule
          && keys.equals(other.keys)
          && included.equals(other.included)
          && java.util.Objects.equals(where, other.where);
    }
  }

  /** An index that is like one of another table. */
  public @Nullable Index like(Index other) {
    return indexes.stream().filter(other::like).findFirst().orElse(null);
  }

  /** The index that is the table, or null for a heap. */
  public @Nullable Index clustered() {
    return indexes.stream().filter(Index::clustered).findFirst().orElse(null);
  }

  /** With another index. */
  public Shape with(Index index) {
    List<Index> all = new ArrayList<>(indexes);
    all.add(index.clustered() ? 0 : all.size(), index);
    // Making a clustered index moves the table to where the index is.
    return index.clustered()
        ? new Shape(index.space(), Map.of(), all, checks)
        : new Shape(space, compression, all, checks);
  }

  /** With another check. */
  public Shape with(Statement.Check check) {
    List<Statement.Check> all = new ArrayList<>(checks);
    all.add(check);
    return new Shape(space, compression, indexes, all);
  }
}
