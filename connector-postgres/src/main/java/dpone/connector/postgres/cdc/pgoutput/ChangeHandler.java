package dpone.connector.postgres.cdc.pgoutput;

import org.jspecify.annotations.Nullable;

/** Takes the messages of a change stream in order. Rows are only good until the call returns. */
public interface ChangeHandler {
  /**
   * A transaction that is about to be delivered whole.
   *
   * @param commit where its commit stands in the log
   */
  void begin(long commit, int xid);

  /**
   * Its end.
   *
   * @param end where the log goes on after the commit
   */
  void commit(long commit, long end);

  /** What a table looks like from here on. */
  void relation(RelationMessage relation);

  /** A row appeared. */
  void insert(int relation, Tuple row);

  /**
   * A row changed.
   *
   * @param old the whole row, or its identity, before; null where the identity did not change
   */
  void update(int relation, @Nullable Tuple old, Tuple row);

  /**
   * A row vanished.
   *
   * @param old the row, or its identity
   */
  void delete(int relation, Tuple old);

  /** Tables were emptied together. */
  void truncate(int[] relations);

  /** Somebody's own message. */
  void message(boolean transactional, long lsn, String prefix, byte[] content);
}
