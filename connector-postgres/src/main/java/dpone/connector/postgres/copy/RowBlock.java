package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;

/**
 * Some rows of a binary COPY side by side in one buffer, with the places of their cells, so that
 * they can be decoded column by column. Used by one thread.
 */
public final class RowBlock {
  /** Small enough to stay in a processor's cache between reading and decoding. */
  private static final int BYTES = 32 << 10;

  private static final int CELLS = 8 << 10;

  /** A buffer that grew beyond this for one wide row is not kept for narrow ones. */
  private static final int LARGE = 1 << 20;

  private final RowFrames frames;
  private final int columns;
  private final long maxCellBytes;
  private final int most;
  private final int[] starts;
  private final int[] places;
  private final int[] lengths;
  private byte[] data = new byte[BYTES];
  private int rows;

  /**
   * Reads rows of a known number of columns.
   *
   * @param maxCellBytes largest cell allowed
   */
  public RowBlock(RowFrames frames, int columns, long maxCellBytes) {
    this.frames = frames;
    this.columns = columns;
    this.maxCellBytes = maxCellBytes;
    this.most = Math.max(1, Math.min(CELLS / Math.max(1, columns), BYTES / 8));
    this.starts = new int[most + 1];
    this.places = new int[most * columns];
    this.lengths = new int[most * columns];
  }

  /**
   * Reads the next rows, in the place of those before.
   *
   * @return false at the stream's end mark
   * @throws DponeException PG_COPY_TRUNCATED without an end mark, PG_COPY_MALFORMED,
   *     PG_SCHEMA_CHANGED, PG_CELL_TOO_LARGE
   */
  public boolean next() {
    rows = 0;
    int end = 0;
    for (int length = frames.next(); length >= 0 && rows < most; length = frames.next()) {
      if (rows == 0) {
        fit(length);
      } else if (length > data.length - end) {
        break;
      }
      frames.take(data, end);
      index(data, end, end + length, columns, maxCellBytes, places, lengths, rows, most);
      end += length;
      rows++;
      starts[rows] = end;
    }
    return rows > 0;
  }

  private void fit(int length) {
    if (length > data.length || (data.length > LARGE && length < data.length / 4)) {
      data = new byte[Math.max(length, BYTES)];
    }
  }

  private static DponeException malformedCell(int column, int length) {
    return RowFrames.malformed("a cell of length " + length + " in column " + (column + 1));
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** The array that holds the rows, until the next ones. */
  public byte[] data() {
    return data;
  }

  /** Index of a row's first byte, the first of its column count. */
  public int start(int row) {
    return starts[row];
  }

  /** Index after a row's last byte. */
  public int end(int row) {
    return starts[row + 1];
  }

  /** Index of a cell's first byte. */
  int place(int column, int row) {
    return places[column * most + row];
  }

  /** Bytes of a cell; negative if it is null. */
  int length(int column, int row) {
    return lengths[column * most + row];
  }

  /** Makes sure that the lengths of a row's cells lead to its end. */
  static void checkCells(byte[] row, int length, int columns, long maxCellBytes) {
    index(row, 0, length, columns, maxCellBytes, new int[columns], new int[columns], 0, 1);
  }

  /**
   * Follows the lengths of a row's cells to its end.
   *
   * @param places gets the index of each cell's first byte, from {@code first} in steps of {@code
   *     step}
   * @param lengths gets their lengths in the same way
   * @throws DponeException PG_COPY_MALFORMED when they lead elsewhere, PG_CELL_TOO_LARGE
   */
  private static void index(
      byte[] data,
      int start,
      int end,
      int columns,
      long maxCellBytes,
      int[] places,
      int[] lengths,
      int first,
      int step) {
    int at = start + 2;
    int cell = first;
    for (int i = 0; i < columns; i++) {
      if (end - at < 4) {
        throw RowFrames.malformed("a row that ends in column " + (i + 1));
      }
      int length = Wire.int32(data, at);
      at += 4;
      places[cell] = at;
      lengths[cell] = length;
      cell += step;
      if (length >= 0) {
        refuseLarge(i + 1, length, maxCellBytes);
        if (length > end - at) {
          throw malformedCell(i, length);
        }
        at += length;
      } else if (length < -1) {
        throw malformedCell(i, length);
      }
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
