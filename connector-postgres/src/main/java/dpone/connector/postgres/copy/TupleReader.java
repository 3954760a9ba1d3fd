package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows in a binary COPY stream, whatever the pieces it arrives in. The server sends a
 * piece a row, so that normally a row is looked at in place and never copied.
 */
public final class TupleReader {
  /** Gives the stream's pieces. */
  public interface Pieces {
    /** The next piece, or null at the end of the stream. */
    byte @Nullable [] next();
  }

  private final Pieces pieces;
  private final int columns;
  private final long maxCellBytes;
  private byte[] data = new byte[0];
  private int limit;
  private int start;
  private int end;
  private boolean started;
  private boolean ended;

  /**
   * Reads rows of a known number of columns.
   *
   * @param maxCellBytes largest cell allowed
   */
  public TupleReader(Pieces pieces, int columns, long maxCellBytes) {
    this.pieces = pieces;
    this.columns = columns;
    this.maxCellBytes = maxCellBytes;
  }

  /**
   * Moves to the next row.
   *
   * @return false at the stream's end mark
   * @throws DponeException PG_COPY_TRUNCATED without an end mark, PG_COPY_MALFORMED,
   *     PG_CELL_TOO_LARGE
   */
  public boolean next() {
    if (ended) {
      return false;
    }
    start = end;
    if (!started) {
      readHeader();
    }
    need(start, 2);
    int fields = Wire.int16(data, start);
    if (fields == -1) {
      if (start + 2 != limit || pieces.next() != null) {
        throw malformed("data after the end mark");
      }
      ended = true;
      return false;
    }
    if (fields != columns) {
      throw PgCode.SCHEMA_CHANGED
          .error("a row has " + fields + " columns where " + columns + " were expected")
          .build();
    }
    int at = start + 2;
    for (int i = 0; i < columns; i++) {
      at = need(at, 4);
      int length = Wire.int32(data, at);
      at += 4;
      if (length > maxCellBytes) {
        throw PgCode.CELL_TOO_LARGE
            .error(
                "a cell of column "
                    + (i + 1)
                    + " has "
                    + length
                    + " bytes, the limit is "
                    + maxCellBytes)
            .build();
      }
      if (length > 0) {
        at = need(at, length) + length;
      } else if (length < -1) {
        throw malformed("a cell of length " + length);
      }
    }
    end = at;
    return true;
  }

  /** The array that holds the row. */
  public byte[] data() {
    return data;
  }

  /** Index of the row's first byte, the first of its column count. */
  public int start() {
    return start;
  }

  /** Index after the row's last byte. */
  public int end() {
    return end;
  }

  private void readHeader() {
    int at = need(start, Wire.HEADER);
    if (!Wire.isSignature(data, at)) {
      throw malformed("no signature");
    }
    int flags = Wire.int32(data, at + Wire.HEADER - 8);
    int extension = Wire.int32(data, at + Wire.HEADER - 4);
    if (flags != 0 || extension < 0) {
      throw malformed("unknown flags or extension");
    }
    start = need(at + Wire.HEADER, extension) + extension;
    started = true;
  }

  /**
   * Makes sure that bytes are there, taking further pieces as needed.
   *
   * @return where {@code at} is now
   */
  private int need(int at, int length) {
    if (length <= limit - at) {
      return at;
    }
    int moved = at - start;
    while (length > limit - start - moved) {
      byte[] piece = pieces.next();
      if (piece == null) {
        throw PgCode.COPY_TRUNCATED.error("the server's COPY ended in the middle").build();
      }
      append(piece);
    }
    return start + moved;
  }

  private void append(byte[] piece) {
    int rest = limit - start;
    if (rest == 0) {
      data = piece;
    } else {
      byte[] joined = Arrays.copyOfRange(data, start, limit + piece.length);
      System.arraycopy(piece, 0, joined, rest, piece.length);
      data = joined;
    }
    start = 0;
    limit = rest + piece.length;
  }

  private static DponeException malformed(String what) {
    return PgCode.COPY_MALFORMED.error("the server's COPY holds " + what).build();
  }
}
