package dpone.connector.postgres.sink;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Step;
import dpone.spi.error.DponeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says who holds the table that a publish could not lock. */
final class LockHolders {
  private static final Pattern LOCK = Pattern.compile("LOCK TABLE (?:ONLY )?(.+) IN [A-Z ]+ MODE");

  private static final String HOLDERS =
      """
      SELECT string_agg(DISTINCT format('pid %s (%s, user %s, %s for %s s)', a.pid,
        coalesce(nullif(a.application_name, ''), 'no application name'), a.usename,
        coalesce(a.state, a.backend_type),
        floor(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start)))), ', ')
      FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.granted AND l.relation = to_regclass(?)
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND a.pid <> pg_backend_pid()
      """;

  private LockHolders() {}

  /** The same failure, with the holders as far as they can be told. */
  static DponeException named(Sessions sessions, Step step, DponeException failure) {
    Matcher lock = LOCK.matcher(step.sql());
    if (!failure.code().equals(PgCode.LOCK_TIMEOUT.code()) || !lock.matches()) {
      return failure;
    }
    String table = lock.group(1);
    try (PgSession session = sessions.open()) {
      String holders = session.valueOrNull(HOLDERS, table);
      return holders == null
          ? failure
          : PgCode.LOCK_TIMEOUT
              .error("the target " + table + " is held by " + holders)
              .cause(failure)
              .build();
    } catch (DponeException unknown) {
      // Nobody can tell; that the lock was not granted still stands.
      failure.addSuppressed(unknown);
      return failure;
    }
  }
}
