package dpone.connector.mssql.cdc;

import java.util.Comparator;

/**
 * The place of one change in the log: changes are read strictly after it, so it may lie inside of a
 * transaction.
 *
 * @param lsn commit of its transaction, {@code __$start_lsn}
 * @param seqval its place within the transaction, {@code __$seqval}
 * @param operation {@code __$operation}, by which the two images of an update differ
 */
record ChangePoint(Lsn lsn, Lsn seqval, int operation) implements Comparable<ChangePoint> {
  /** Deleted. */
  static final int DELETE = 1;

  /** Inserted. */
  static final int INSERT = 2;

  /** Updated, as it was. */
  static final int BEFORE = 3;

  /** Updated, as it is. */
  static final int AFTER = 4;

  private static final Comparator<ChangePoint> ORDER =
      Comparator.comparing(ChangePoint::lsn)
          .thenComparing(ChangePoint::seqval)
          .thenComparingInt(ChangePoint::operation);

  /** The end of a transaction. */
  static ChangePoint end(Lsn lsn) {
    return new ChangePoint(lsn, Lsn.LAST, AFTER);
  }

  /** Whether nothing of the transaction is left. */
  boolean isEnd() {
    return seqval.equals(Lsn.LAST);
  }

  /** The first place in the log that is needed to go on. */
  Lsn needed() {
    return isEnd() ? lsn.next() : lsn;
  }

  /**
   * From where to read on: the two images of an update are read together, so that a place between
   * them counts as one before both.
   */
  ChangePoint resume() {
    return operation == BEFORE ? new ChangePoint(lsn, seqval, INSERT) : this;
  }

  @Override
  public int compareTo(ChangePoint other) {
    return ORDER.compare(this, other);
  }
}
