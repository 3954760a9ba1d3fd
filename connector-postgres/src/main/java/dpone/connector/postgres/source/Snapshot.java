package dpone.connector.postgres.source;

import dpone.connector.postgres.connect.PgSession;

/**
 * What is known of the snapshot that a session reads under.
 *
 * @param cluster system identifier, empty if it may not be asked
 * @param timeline the server's timeline, 0 if it may not be asked
 * @param oldest the oldest transaction that had not ended, with its epoch
 * @param next the first transaction id that was not given out yet, with its epoch
 */
record Snapshot(String cluster, long timeline, long oldest, long next) {
  private static final String MAY_ASK =
      """
      SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_walfile_name(pg_lsn)', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_current_wal_lsn()', 'EXECUTE')
      """;

  // The control file learns of a new timeline only at a checkpoint, the name of a segment at once.
  private static final String SERVER =
      """
      SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()),
        CASE WHEN pg_catalog.pg_is_in_recovery()
          THEN (SELECT timeline_id::bigint FROM pg_catalog.pg_control_checkpoint())
          ELSE ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8))
            ::bit(32)::bigint END
      """;

  private static final String IDS =
      """
      SELECT pg_catalog.pg_snapshot_xmin(s)::text::bigint, pg_catalog.pg_snapshot_xmax(s)::text::bigint
      FROM pg_catalog.pg_current_snapshot() AS s
      """;

  private record Server(String cluster, long timeline) {}

  static Snapshot of(PgSession session) {
    Server server =
        session.value(MAY_ASK).equals("t")
            ? session
                .first(SERVER, row -> new Server(row.getString(1), row.getLong(2)))
                .orElseThrow()
            : new Server("", 0);
    return session
        .first(
            IDS,
            row -> new Snapshot(server.cluster, server.timeline, row.getLong(1), row.getLong(2)))
        .orElseThrow();
  }

  Horizon horizon() {
    return new Horizon(cluster, timeline, oldest);
  }

  /** Whether no transaction was under way, so that no row lies at or above the horizon. */
  boolean isSettled() {
    return oldest == next;
  }
}
