package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;

/**
 * Small numbers as runs of one value, and groups of eight packed by bits between them.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE">Parquet: run
 *     length encoding, bit packing hybrid</a>
 */
final class Levels {
  private static final int GROUP = 8;

  // So that the header of packed groups takes one byte, which is put in afterwards.
  private static final int MOST_GROUPS = 63;

  private final Out out;
  private final int[] waiting = new int[GROUP];
  private int width;
  private int count;
  private int last = -1;
  private int repeated;
  private int headerAt = -1;
  private int groups;

  /**
   * An empty one.
   *
   * @param out that holds nothing else
   */
  Levels(Out out, int width) {
    this.out = out;
    this.width = width;
  }

  /** How many bits numbers up to that one take. */
  static int width(int largest) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(largest));
  }

  /** What was written; whole after {@link #finish}. */
  Out out() {
    return out;
  }

  /** Forgets everything. */
  void clear(int bits) {
    width = bits;
    out.truncate(0);
    count = 0;
    last = -1;
    repeated = 0;
    headerAt = -1;
    groups = 0;
  }

  void add(int value) {
    if (value == last) {
      repeated++;
      if (repeated >= GROUP) {
        // Those before it wait, and are dropped when the run is written.
        return;
      }
    } else {
      if (repeated >= GROUP) {
        endRun();
      }
      repeated = 1;
      last = value;
    }
    waiting[count++] = value;
    if (count == GROUP) {
      endGroup();
    }
  }

  /** The same value several times. */
  void add(int value, int times) {
    int left = times;
    while (left > 0 && (value != last || repeated < GROUP)) {
      add(value);
      left--;
    }
    repeated += left;
  }

  private void endGroup() {
    if (groups == MOST_GROUPS) {
      endGroups();
    }
    if (headerAt < 0) {
      headerAt = out.length();
      out.octet(0);
    }
    out.ensure(width);
    byte[] data = out.data();
    int at = out.length();
    long bits = 0;
    int have = 0;
    for (int i = 0; i < GROUP; i++) {
      bits |= (long) waiting[i] << have;
      have += width;
      while (have >= 8) {
        data[at++] = (byte) bits;
        bits >>>= 8;
        have -= 8;
      }
    }
    out.truncate(at);
    groups++;
    count = 0;
    repeated = 0;
  }

  private void endGroups() {
    if (headerAt >= 0) {
      out.data()[headerAt] = (byte) (groups << 1 | 1);
      headerAt = -1;
      groups = 0;
    }
  }

  private void endRun() {
    endGroups();
    out.unsigned(repeated << 1);
    for (int shift = 0; shift < width; shift += 8) {
      out.octet(last >>> shift);
    }
    count = 0;
    repeated = 0;
  }

  /** Writes what still waits. */
  void finish() {
    if (repeated >= GROUP) {
      endRun();
    } else if (count > 0) {
      while (count < GROUP) {
        waiting[count++] = 0;
      }
      endGroup();
    }
    endGroups();
  }
}
