package dpone.toolkit.format.codec;

import dpone.spi.batch.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** Turns record values into cells. Used by one thread. */
public interface RecordDecoder {
  /**
   * Appends one cell to each of its columns. When it returns a poison, some of them may have a cell
   * and some not: the caller takes the row back with {@link ColumnBatch#undoRow}.
   *
   * @param data holds the value; not kept
   * @return why the value cannot be a row, or null when it is one
   * @throws dpone.spi.error.DponeException when something other than the value is wrong, such as a
   *     registry that does not answer
   */
  @Nullable Poison decode(byte[] data, int offset, int length, ColumnBatch batch);
}
