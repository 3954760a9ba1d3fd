package dpone.connector.postgres.copy;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a binary COPY, undecoded: takes off the header, which comes with the first row, and
 * the end mark. Used by one thread.
 */
public final class RowFrames implements WireRows {
  private static final int END_MARK = -1;

  private final Frames frames;
  private final int columns;
  private byte @Nullable [] held;
  private int heldFrom;
  private int waiting = -1;
  private boolean started;
  private boolean ended;

  /**
   * Reads rows of a known number of columns.
   *
   * @param frames pieces of the stream, from its first on
   */
  public RowFrames(Frames frames, int columns) {
    this.frames = frames;
    this.columns = columns;
  }

  @Override
  public int next() {
    if (waiting < 0 && !ended) {
      waiting = advance();
    }
    return waiting;
  }

  @Override
  public void checkCells(byte[] row, int length, long maxCellBytes) {
    RowBlock.checkCells(row, length, columns, maxCellBytes);
  }

  @Override
  public void take(byte[] target, int offset) {
    byte[] known = held;
    if (known == null) {
      frames.take(target, offset);
    } else {
      System.arraycopy(known, heldFrom, target, offset, waiting);
      held = null;
    }
    waiting = -1;
    int fields = Wire.int16(target, offset);
    if (fields != columns) {
      throw fields == END_MARK ? malformed("data after the end mark") : otherColumns(fields);
    }
  }

  private int advance() {
    int length = started ? piece() : first();
    if (length < 2) {
      throw malformed("a row of " + length + " bytes");
    }
    if (length > 2) {
      return length;
    }
    byte[] known = held;
    if (known == null) {
      known = hold(length);
    }
    if (Wire.int16(known, heldFrom) != END_MARK) {
      return length;
    }
    if (frames.next() >= 0) {
      throw malformed("data after the end mark");
    }
    ended = true;
    return -1;
  }

  private int first() {
    int length = piece();
    byte[] known = hold(length);
    if (length < Wire.HEADER || !Wire.isSignature(known, 0)) {
      throw malformed("no signature");
    }
    int flags = Wire.int32(known, Wire.HEADER - 8);
    int extension = Wire.int32(known, Wire.HEADER - 4);
    if (flags != 0 || extension < 0 || extension > length - Wire.HEADER) {
      throw malformed("unknown flags or extension");
    }
    started = true;
    heldFrom = Wire.HEADER + extension;
    if (heldFrom < length) {
      return length - heldFrom;
    }
    held = null;
    return piece();
  }

  private byte[] hold(int length) {
    byte[] piece = new byte[length];
    frames.take(piece, 0);
    held = piece;
    heldFrom = 0;
    return piece;
  }

  private int piece() {
    int length = frames.next();
    if (length < 0) {
      throw PgCode.COPY_TRUNCATED.error("the server's COPY ended in the middle").build();
    }
    return length;
  }

  private DponeException otherColumns(int fields) {
    return PgCode.SCHEMA_CHANGED
        .error("a row has " + fields + " columns where " + columns + " were expected")
        .build();
  }

  static DponeException malformed(String what) {
    return PgCode.COPY_MALFORMED.error("the server's COPY holds " + what).build();
  }
}
