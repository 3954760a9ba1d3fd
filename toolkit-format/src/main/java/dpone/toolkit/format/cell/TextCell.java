package dpone.toolkit.format.cell;

import dpone.spi.batch.Column;

/** Turns a piece of text into a cell of one type. Used by one thread. */
@FunctionalInterface
public interface TextCell {
  /**
   * Appends the cell.
   *
   * @throws dpone.toolkit.format.codec.PoisonException when the column cannot hold it
   */
  void append(byte[] data, int from, int to, Column column);
}
