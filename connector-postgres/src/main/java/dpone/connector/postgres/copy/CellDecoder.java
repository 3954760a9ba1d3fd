package dpone.connector.postgres.copy;

import dpone.spi.batch.Column;

/** Appends one cell that is not null from its binary form to a column. */
interface CellDecoder {
  /**
   * Decodes.
   *
   * @throws dpone.spi.error.DponeException of category DATA when the column cannot hold the value
   */
  void decode(byte[] data, int at, int length, Column column);
}
