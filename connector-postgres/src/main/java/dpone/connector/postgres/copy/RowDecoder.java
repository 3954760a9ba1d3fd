package dpone.connector.postgres.copy;

import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.Schema;
import java.util.List;

/** Decodes rows straight from the bytes of a COPY into the columns of a batch. */
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
   * Appends the row that the reader stands on.
   *
   * @throws DponeException with the column as its place; the batch then holds half a row
   */
  public void decode(TupleReader row, ColumnBatch batch) {
    byte[] data = row.data();
    int at = row.start() + 2;
    int i = 0;
    try {
      for (; i < decoders.length; i++) {
        int length = Wire.int32(data, at);
        at += 4;
        if (length < 0) {
          batch.column(i).appendNull();
        } else {
          decoders[i].decode(data, at, length, batch.column(i));
          at += length;
        }
      }
    } catch (DponeException failure) {
      throw failure.at(Place.field(stream, schema.fields().get(i).name()));
    }
    batch.endRow();
  }
}
