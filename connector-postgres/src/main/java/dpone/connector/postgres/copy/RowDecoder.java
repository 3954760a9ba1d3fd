package dpone.connector.postgres.copy;

import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Decodes rows straight from the bytes of a COPY into the columns of a batch: many at once, or each
 * by itself where one of them may have to be refused.
 */
public final class RowDecoder {
  private final String stream;
  private final Schema schema;
  private final CellDecoder[] decoders;

  /**
   * For one stream.
   *
   * @param sent what the server sends for each column
   */
  public RowDecoder(String stream, Schema schema, List<PgType> sent) {
    this.stream = stream;
    this.schema = schema;
    this.decoders = new CellDecoder[schema.size()];
    for (int i = 0; i < decoders.length; i++) {
      decoders[i] = Decoders.of(schema.fields().get(i).type(), sent.get(i));
    }
  }

  /**
   * Appends all rows of a block, column by column.
   *
   * @throws DponeException with the column as its place; the batch then holds parts of rows, which
   *     {@link ColumnBatch#undoRow} takes back
   */
  public void decode(RowBlock block, ColumnBatch batch) {
    int i = 0;
    try {
      for (; i < decoders.length; i++) {
        decoders[i].decode(block, i, batch.column(i));
      }
    } catch (DponeException failure) {
      throw failure.at(Place.field(stream, schema.fields().get(i).name()));
    }
    batch.endRows(block.rows());
  }

  /**
   * Appends a row.
   *
   * @param start index of the row's first byte, the first of its column count
   * @param unchanged whether a cell without a value is one that the row does not carry, by column
   * @return index after the row's last byte
   * @throws DponeException with the column as its place; the batch then holds half a row
   */
  public int decode(byte[] data, int start, ColumnBatch batch, IntPredicate unchanged) {
    int at = start + 2;
    int i = 0;
    try {
      for (; i < decoders.length; i++) {
        int length = Wire.int32(data, at);
        at += 4;
        if (length < 0) {
          if (unchanged.test(i)) {
            batch.column(i).appendUnchanged();
          } else {
            batch.column(i).appendNull();
          }
        } else {
          decoders[i].decode(data, at, length, batch.column(i));
          at += length;
        }
      }
    } catch (DponeException failure) {
      throw failure.at(Place.field(stream, schema.fields().get(i).name()));
    }
    batch.endRow();
    return at;
  }
}
