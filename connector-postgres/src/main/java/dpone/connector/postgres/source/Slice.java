package dpone.connector.postgres.source;

/**
 * A range of blocks of a table.
 *
 * @param heap the table
 * @param from first block
 * @param to block after the last; -1 is open, since the table may grow
 */
record Slice(Heap heap, long from, long to) {
  boolean isWhole() {
    return from == 0 && to < 0;
  }
}
