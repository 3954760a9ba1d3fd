package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;

/** Reads the rows of a binary COPY one after the other into one buffer of its own. */
public final class TupleReader {
  /** A buffer that grew beyond this for one wide row is not kept for narrow ones. */
  private static final int LARGE = 1 << 20;

  private final RowFrames rows;
  private final int columns;
  private final long maxCellBytes;
  private byte[] data = new byte[4096];
  private int end;

  /**
   * Reads rows of a known number of columns.
   *
   * @param maxCellBytes largest cell allowed
   */
  public TupleReader(RowFrames rows, int columns, long maxCellBytes) {
    this.rows = rows;
    this.columns = columns;
    this.maxCellBytes = maxCellBytes;
  }

  /**
   * Moves to the next row.
   *
   * @return false at the stream's end mark
   * @throws DponeException PG_COPY_TRUNCATED without an end mark, PG_COPY_MALFORMED,
   *     PG_SCHEMA_CHANGED, PG_CELL_TOO_LARGE
   */
  public boolean next() {
    int length = rows.next();
    if (length < 0) {
      return false;
    }
    if (length > data.length || (data.length > LARGE && length < data.length / 4)) {
      data = new byte[Math.max(length, 4096)];
    }
    rows.take(data, 0);
    end = length;
    checkCells(data, 0, length, columns, maxCellBytes);
    return true;
  }

  /** The array that holds the row, until the next one. */
  public byte[] data() {
    return data;
  }

  /** Index of the row's first byte, the first of its column count. */
  public int start() {
    return 0;
  }

  /** Index after the row's last byte. */
  public int end() {
    return end;
  }

  /**
   * Follows the lengths of a row's cells to its end.
   *
   * @throws DponeException PG_COPY_MALFORMED when they lead elsewhere, PG_CELL_TOO_LARGE
   */
  public static void checkCells(byte[] data, int start, int end, int columns, long maxCellBytes) {
    int at = start + 2;
    for (int i = 0; i < columns; i++) {
      if (end - at < 4) {
        throw RowFrames.malformed("a row that ends in column " + (i + 1));
      }
      int length = Wire.int32(data, at);
      at += 4;
      refuseLarge(i + 1, length, maxCellBytes);
      if (length < -1 || length > end - at) {
        throw RowFrames.malformed("a cell of length " + length + " in column " + (i + 1));
      }
      at += Math.max(0, length);
    }
    if (at != end) {
      throw RowFrames.malformed((end - at) + " bytes after a row's last cell");
    }
  }

  static void refuseLarge(int column, int length, long maxCellBytes) {
    if (length > maxCellBytes) {
      throw PgCode.CELL_TOO_LARGE
          .error(
              "a cell of column "
                  + column
                  + " has "
                  + length
                  + " bytes, the limit is "
                  + maxCellBytes)
          .build();
    }
  }
}
