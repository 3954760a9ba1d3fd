package dpone.connector.clickhouse.wire;

import dpone.spi.batch.Column;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a column in one of the server's types. Used by one thread. */
abstract class CellDecoder {
  /** Reads what stands once before all cells of a column, such as the version of a dictionary. */
  void prefix(NativeInput in) {}

  /**
   * Reads cells.
   *
   * @param rows how many
   * @param nulls which of them are null although a value stands there; null if none is
   * @param out where they are appended
   */
  abstract void read(NativeInput in, int rows, byte @Nullable [] nulls, Column out, Faults faults);
}
