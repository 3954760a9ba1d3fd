package dpone.connector.postgres.connect;

import dpone.connector.postgres.error.PgCode;

/** Whether a server takes writes: asked before a load begins, not found out in the middle of it. */
public final class Writable {
  private Writable() {}

  /** Refuses a standby, and a database or user that is set read-only. */
  public static void require(PgSession session) {
    boolean standby = session.value("SELECT pg_is_in_recovery()").equals("t");
    if (standby
        || session.value("SELECT current_setting('default_transaction_read_only')").equals("on")) {
      throw PgCode.READ_ONLY
          .error(
              session.target()
                  + (standby
                      ? " is a standby, and a load writes"
                      : " has default_transaction_read_only set, and a load writes"))
          .remedy(
              standby
                  ? "connect to the primary, or name all hosts and leave"
                      + " connection.target_session_attrs out"
                  : "let an administrator set default_transaction_read_only to off for the database"
                      + " and the user")
          .build();
    }
  }
}
