package dpone.connector.mssql.bulk;

import dpone.spi.batch.Column;
import org.jspecify.annotations.Nullable;

/** Puts the cells of one column into the row that the driver is shown. Used by one thread. */
abstract class CellEncoder {
  /** Index of the first of its places in the row. */
  final int at;

  CellEncoder(int at) {
    this.at = at;
  }

  /** Takes the column of a new batch. */
  abstract void batch(Column column);

  /** Puts a cell that is there. */
  abstract void put(int row, @Nullable Object[] out) throws UnfitCell;

  /** Puts null. */
  void putNull(@Nullable Object[] out) {
    out[at] = null;
  }
}
