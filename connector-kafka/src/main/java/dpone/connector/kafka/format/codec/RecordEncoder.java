package dpone.connector.kafka.format.codec;

import dpone.spi.batch.ColumnBatch;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.Poison;
import org.jspecify.annotations.Nullable;

/** Turns rows into record values. Used by one thread. */
public interface RecordEncoder {
  /**
   * Appends one row's value. When it returns a poison, half a value may have been appended: the
   * caller cuts the output back to where it was.
   *
   * @param operation what happened to the row; only an envelope tells it
   * @return why the row cannot be written, or null when it was
   */
  @Nullable Poison encode(ColumnBatch batch, int row, Operation operation, ByteOutput out);
}
