package dpone.connector.kafka.format.avro;

import dpone.spi.batch.Column;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.PoisonException;

/**
 * Writes one field of a record.
 *
 * @param name the field's name
 * @param source index of its column among those written; -1 where the schema's default stands
 * @param writer writes the cell
 */
record AvroFieldWriter(String name, int source, AvroWriter writer) {
  static AvroFieldWriter of(String name, int source, AvroWriter writer) {
    return new AvroFieldWriter(name, source, writer);
  }

  void write(Column column, int row, ByteOutput out) {
    try {
      writer.write(column, row, out);
    } catch (PoisonException e) {
      throw e.in(name);
    }
  }
}
