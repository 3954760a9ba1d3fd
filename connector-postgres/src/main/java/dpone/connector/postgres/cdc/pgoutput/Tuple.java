package dpone.connector.postgres.cdc.pgoutput;

import java.util.Arrays;

/** The cells of a row inside a message, found but not copied. Used again for every message. */
public final class Tuple {
  /** A null. */
  public static final byte NULL = 'n';

  /** A large value that the change does not carry. */
  public static final byte UNCHANGED = 'u';

  /** A value in text form. */
  public static final byte TEXT = 't';

  /** A value in binary form. */
  public static final byte BINARY = 'b';

  private byte[] data = new byte[0];
  private byte[] kinds = new byte[16];
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private int size;

  void read(Frame frame) {
    data = frame.data();
    size = frame.int16();
    if (size < 0) {
      throw Frame.malformed("a row of " + size + " columns");
    }
    if (size > kinds.length) {
      kinds = new byte[size];
      starts = new int[size];
      lengths = new int[size];
    }
    for (int i = 0; i < size; i++) {
      byte kind = (byte) frame.int8();
      kinds[i] = kind;
      lengths[i] = -1;
      if (kind == TEXT || kind == BINARY) {
        lengths[i] = frame.int32();
        starts[i] = frame.slice(lengths[i]);
      } else if (kind != NULL && kind != UNCHANGED) {
        throw Frame.malformed("a cell of kind " + kind);
      }
    }
  }

  /** How many cells. */
  public int size() {
    return size;
  }

  /** What stands in a cell. */
  public byte kind(int cell) {
    return kinds[cell];
  }

  /** The bytes of all cells. */
  public byte[] data() {
    return data;
  }

  /** Index of a cell's first byte, where it has a value. */
  public int start(int cell) {
    return starts[cell];
  }

  /** A cell's length in bytes, where it has a value. */
  public int length(int cell) {
    return lengths[cell];
  }

  /** Whether two cells hold the same bytes, or both nothing. */
  static boolean same(Tuple a, int i, Tuple b, int j) {
    return a.kinds[i] == b.kinds[j]
        && (a.lengths[i] < 0
            || Arrays.equals(
                a.data,
                a.starts[i],
                a.starts[i] + a.lengths[i],
                b.data,
                b.starts[j],
                b.starts[j] + b.lengths[j]));
  }

  /** Whether a cell differs from the same cell of another row. */
  public boolean differs(Tuple other, int cell) {
    return !same(this, cell, other, cell);
  }
}
