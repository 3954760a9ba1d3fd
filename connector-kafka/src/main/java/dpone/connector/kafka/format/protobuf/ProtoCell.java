package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.Column;

/** Turns the value at the input, whose tag was read, into a cell. Used by one thread. */
@FunctionalInterface
interface ProtoCell {
  void read(ProtoInput in, Column column);
}
