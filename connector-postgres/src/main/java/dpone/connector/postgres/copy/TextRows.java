package dpone.connector.postgres.copy;

/**
 * The rows of a text COPY: lines that end in a newline, since a newline of a value is sent as a
 * backslash and an n. Used by one thread.
 */
public final class TextRows implements WireRows {
  private final Frames frames;
  private final int columns;
  private int waiting;
  private boolean known;

  /**
   * Reads lines of a known number of columns.
   *
   * @param frames pieces of the stream, from its first on
   */
  public TextRows(Frames frames, int columns) {
    this.frames = frames;
    this.columns = columns;
  }

  @Override
  public int next() {
    if (!known) {
      waiting = frames.next();
      known = true;
      if (waiting == 0) {
        throw RowFrames.malformed("a row of 0 bytes");
      }
    }
    return waiting;
  }

  @Override
  public void take(byte[] target, int offset) {
    frames.take(target, offset);
    known = false;
    if (target[offset + waiting - 1] != '\n') {
      throw RowFrames.malformed("a row that does not end in a newline");
    }
  }

  @Override
  public void checkCells(byte[] row, int length, long maxCellBytes) {
    int column = 1;
    int start = 0;
    for (int at = 0; at < length; at++) {
      if (row[at] != '\t' && row[at] != '\n') {
        continue;
      }
      RowBlock.refuseLarge(column, at - start, maxCellBytes);
      if (row[at] == '\n' && at < length - 1) {
        throw RowFrames.malformed("a newline in the middle of a row");
      }
      if (row[at] == '\t') {
        column++;
        start = at + 1;
      }
    }
    if (column != Math.max(1, columns)) {
      throw RowFrames.malformed("a row of " + column + " cells instead of " + columns);
    }
  }
}
