package dpone.connector.postgres.copy;

import dpone.spi.error.DponeException;

/** The rows of a COPY, undecoded, whatever its format. Used by one thread. */
public interface WireRows {
  /**
   * Bytes of the next row, the same until the row is taken; -1 after the last one.
   *
   * @throws DponeException PG_COPY_TRUNCATED, PG_COPY_MALFORMED
   */
  int next();

  /**
   * Copies the row that {@link #next} told of and moves past it.
   *
   * @throws DponeException PG_SCHEMA_CHANGED, PG_COPY_MALFORMED
   */
  void take(byte[] target, int offset);

  /**
   * Looks for a cell above the limit in a row that was taken.
   *
   * @throws DponeException PG_CELL_TOO_LARGE, PG_COPY_MALFORMED
   */
  void checkCells(byte[] row, int length, long maxCellBytes);
}
