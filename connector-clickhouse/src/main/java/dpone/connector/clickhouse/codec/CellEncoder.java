package dpone.connector.clickhouse.codec;

import dpone.spi.batch.Column;
import org.jspecify.annotations.Nullable;

/** Writes the cells of a column in one of the server's types. Used by one thread. */
abstract class CellEncoder {
  /** Writes the cells; those that are null as any value, for the map of nulls tells them. */
  abstract void write(Column column, Rows rows, Out out);

  /** Whether {@link #objection} ever has something to say. */
  boolean objects() {
    return false;
  }

  /**
   * Whether every cell fits for sure, found in one pass; if not, each is asked for its objection.
   *
   * @param count cells from the first, those without a value among them
   */
  boolean allFit(Column column, int count) {
    return !objects();
  }

  /**
   * Why the type cannot hold a cell exactly, as a phrase that follows the value; null if it can.
   *
   * @param row a cell that is not null
   */
  @Nullable String objection(Column column, int row) {
    return null;
  }
}
