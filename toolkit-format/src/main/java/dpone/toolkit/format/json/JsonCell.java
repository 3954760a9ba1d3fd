package dpone.toolkit.format.json;

import dpone.spi.batch.Column;

/** Turns the JSON value at the cursor, which is not null, into a cell. Used by one thread. */
@FunctionalInterface
interface JsonCell {
  void read(JsonCursor in, Column column, int depth);
}
