package dpone.connector.postgres.cdc;

import org.jspecify.annotations.Nullable;

/** What was read from the log: a message, or only how far it was read. */
final class PumpItem {
  private final byte @Nullable [] data;
  private final int offset;
  private final int length;
  private final long lsn;

  /**
   * One of the two.
   *
   * @param data the message, or null
   * @param offset its first byte
   * @param length its length
   * @param lsn without a message, a place up to which everything was delivered
   */
  PumpItem(byte @Nullable [] data, int offset, int length, long lsn) {
    this.data = data;
    this.offset = offset;
    this.length = length;
    this.lsn = lsn;
  }

  static PumpItem progress(long lsn) {
    return new PumpItem(null, 0, 0, lsn);
  }

  byte @Nullable [] data() {
    return data;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  long lsn() {
    return lsn;
  }
}
