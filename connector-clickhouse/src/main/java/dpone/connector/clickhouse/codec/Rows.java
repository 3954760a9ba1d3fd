package dpone.connector.clickhouse.codec;

import org.jspecify.annotations.Nullable;

/** Which cells of a column are written, in order. */
final class Rows {
  private final int @Nullable [] chosen;
  private final int from;
  private final int count;

  private Rows(int @Nullable [] chosen, int from, int count) {
    this.chosen = chosen;
    this.from = from;
    this.count = count;
  }

  /** Cells that stand side by side. */
  static Rows range(int from, int to) {
    return new Rows(null, from, to - from);
  }

  /** The first {@code count} of some cells. */
  static Rows of(int[] chosen, int count) {
    return new Rows(chosen, 0, count);
  }

  int count() {
    return count;
  }

  /** The cell of the column that comes at that place. */
  int at(int index) {
    return chosen == null ? from + index : chosen[index];
  }

  /** The first of cells that stand side by side. */
  int first() {
    return from;
  }

  /** Whether they stand side by side. */
  boolean together() {
    return chosen == null;
  }
}
