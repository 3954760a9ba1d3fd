package dpone.connector.postgres.copy;

import dpone.spi.batch.Column;

/** Appends cells from their binary form to a column. */
interface CellDecoder {
  /**
   * Decodes one cell that is not null.
   *
   * @throws dpone.spi.error.DponeException of category DATA when the column cannot hold the value
   */
  void decode(byte[] data, int at, int length, Column column);

  /**
   * Decodes the cells of a block's column, nulls among them. What most tables are made of has loops
   * of its own, since calling this for each cell takes longer than decoding it.
   *
   * @throws dpone.spi.error.DponeException of category DATA when the column cannot hold a value;
   *     some cells were appended then
   */
  default void decode(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        column.appendNull();
      } else {
        decode(data, block.place(index, row), length, column);
      }
    }
  }
}
