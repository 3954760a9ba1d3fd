package dpone.toolkit.format.codec;

import dpone.spi.batch.ColumnBatch;
import java.util.List;
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

  /**
   * Tells the names of the fields of the records that come, where a line before them has them. To
   * be called for every body that has such a line, before its first record.
   *
   * @throws dpone.spi.error.DponeException when they are not those of the columns
   */
  default void header(List<String> names) {}
}
