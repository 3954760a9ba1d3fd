package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.spi.error.DponeException;
import java.util.Optional;

/** Messages of our own in the server's log. They touch no table and no transaction. */
final class Markers {
  static final String PREFIX = "dpone";

  private static final int FIRST_MAJOR_WITH_FLUSH = 17;

  private final Sessions sessions;
  private final System.Logger logger;
  private boolean refused;

  Markers(Sessions sessions, System.Logger logger) {
    this.sessions = sessions;
    this.logger = logger;
  }

  /** Writes one; false where that is not allowed, such as on a standby. */
  boolean write(String content) {
    if (refused) {
      return false;
    }
    try (PgSession session = sessions.control()) {
      String flush = session.majorVersion() >= FIRST_MAJOR_WITH_FLUSH ? ", true" : "";
      session.value("SELECT pg_logical_emit_message(false, ?, ?" + flush + ")", PREFIX, content);
      return true;
    } catch (DponeException failure) {
      if (failure.category().retryable()) {
        throw failure;
      }
      refused = true;
      logger.log(
          System.Logger.Level.INFO,
          "no messages of our own in the log, its own end is waited for instead: "
              + failure.what());
      return false;
    }
  }

  /** The end of the log as of now. */
  long end() {
    try (PgSession session = sessions.control()) {
      return Optional.of(
              session.value(
                  "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                      + " ELSE pg_current_wal_flush_lsn() END"))
          .map(Lsn::parse)
          .orElseThrow();
    }
  }
}
