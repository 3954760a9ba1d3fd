package dpone.connector.postgres.cdc.pgoutput;

/** Takes the parts of transactions that are delivered before their end. */
public interface StreamHandler {
  /** What comes next belongs to this transaction. */
  void streamStart(int xid);

  /** That was it for now. */
  void streamStop();

  /** The transaction ended well; all of it counts now. */
  void streamCommit(int xid, long commit, long end);

  /**
   * It did not, or a part of it did not.
   *
   * @param part the subtransaction that failed, or the transaction itself
   */
  void streamAbort(int xid, int part);

  /**
   * A message inside of a part, to be parsed at the end.
   *
   * @param part subtransaction it belongs to
   * @param relation whether it describes a table
   */
  void streamed(int part, boolean relation, byte[] data, int offset, int length);
}
