package dpone.connector.postgres.copy;

import dpone.spi.batch.Column;

/** Writes one cell that is not null, its length first. */
interface CellEncoder {
  /** Encodes. */
  void encode(Column column, int row, CellBuffer out);
}
