package dpone.connector.kafka.format.avro;

import dpone.spi.batch.Column;

/** Turns the Avro value at the input into a cell. Used by one thread. */
@FunctionalInterface
interface AvroCell {
  void read(AvroInput in, Column column);
}
