package dpone.connector.mssql.state;

import dpone.connector.mssql.connect.MsSession;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;

/** Changes of an entry inside a transaction that somebody else ends. */
public final class StateWrite {
  private StateWrite() {}

  /** Compare and set. */
  public static void write(
      MsSession session,
      StateSql sql,
      StateKey key,
      long expectedRevision,
      String document,
      Lease lease) {
    checkLease(session, sql, lease);
    long changed =
        expectedRevision == 0
            ? session.update(
                sql.insert(), key.pipeline(), key.scope(), document, key.pipeline(), key.scope())
            : session.update(sql.update(), document, key.pipeline(), key.scope(), expectedRevision);
    if (changed == 0) {
      throw DponeException.of(
              ErrorCategory.DATA,
              "STATE_CONFLICT",
              "the state of " + key + " is no longer at revision " + expectedRevision)
          .remedy("run again; see that no other run of this pipeline uses the same store")
          .build();
    }
  }

  /** Refuses a lease that was lost, and keeps it from being lost until the transaction ends. */
  static void checkLease(MsSession session, StateSql sql, Lease lease) {
    long newest =
        session
            .first(
                sql.lockLease(), row -> row.getLong(1), lease.key().pipeline(), lease.key().scope())
            .orElse(0L);
    if (newest != lease.token()) {
      throw fenced(lease);
    }
  }

  static DponeException fenced(Lease lease) {
    return DponeException.of(
            ErrorCategory.DATA,
            "STATE_FENCED",
            "the lease " + lease.token() + " of " + lease.key() + " was taken over by another run")
        .remedy("let the newer run finish")
        .build();
  }
}
