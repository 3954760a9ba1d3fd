package dpone.connector.postgres.source;

import dpone.connector.postgres.connect.PgSession;

/**
 * What is known of the snapshot that a session reads under.
 *
 * @param cluster system identifier, empty if it may not be asked
 * @param timeline the server's timeline, 0 if it may not be asked
 * @param oldest the oldest transaction that had not ended, with its epoch
 * @param next the first transaction id that was not given out yet, with its epoch
 * @param seen a place in the log, in bytes, before which every commit lies that it sees; 0 if it
 *     may not be asked
 */
record Snapshot(String cluster, long timeline, long oldest, long next, long seen) {
  private static final String MAY_ASK =
      """
      SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_walfile_name(pg_lsn)', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_current_wal_lsn()', 'EXECUTE')
        AND has_function_privilege('pg_catalog.pg_current_wal_insert_lsn()', 'EXECUTE')
      """;

  // The control file learns of a new timeline only at a checkpoint, the name of a segment at once.
  private static final String SERVER =
      """
      SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()),
        CASE WHEN pg_catalog.pg_is_in_recovery()
          THEN (SELECT timeline_id::bigint FROM pg_catalog.pg_control_checkpoint())
          ELSE ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8))
            ::bit(32)::bigint END,
        pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery()
          THEN pg_catalog.pg_last_wal_replay_lsn()
          ELSE pg_catalog.pg_current_wal_insert_lsn() END, '0/0')::bigint
      """;

  private static final String REPLAYED =
      """
      SELECT CASE WHEN pg_catalog.pg_is_in_recovery()
        THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_replay_lsn(), '0/0')::bigint END
      """;

  private static final int LOG_PAGE = 8192;

  /** Of the first page of a file of the log; other pages have a smaller one. */
  private static final int LOG_PAGE_HEADER = 40;

  private static final String IDS =
      """
      SELECT pg_catalog.pg_snapshot_xmin(s)::text::bigint, pg_catalog.pg_snapshot_xmax(s)::text::bigint
      FROM pg_catalog.pg_current_snapshot() AS s
      """;

  private record Server(String cluster, long timeline, long seen) {}

  static Snapshot of(PgSession session) {
    Server server =
        session.value(MAY_ASK).equals("t")
            ? session
                .first(
                    SERVER,
                    row ->
                        new Server(row.getString(1), row.getLong(2), endOfRecord(row.getLong(3))))
                .orElseThrow()
            : new Server("", 0, 0);
    return session
        .first(
            IDS,
            row ->
                new Snapshot(
                    server.cluster, server.timeline, row.getLong(1), row.getLong(2), server.seen))
        .orElseThrow();
  }

  /** Where the next record is to be inserted lies behind the header of a page that is not begun. */
  private static long endOfRecord(long place) {
    return place % LOG_PAGE <= LOG_PAGE_HEADER ? place - place % LOG_PAGE : place;
  }

  /**
   * How far a standby has replayed the log, in bytes; to be asked before its snapshot is taken. -1
   * for a server that is none.
   */
  static long replayed(PgSession session) {
    String place = session.valueOrNull(REPLAYED);
    return place == null ? -1 : Long.parseLong(place);
  }

  Horizon horizon() {
    return new Horizon(cluster, timeline, oldest, seen);
  }

  /** Whether no transaction was under way, so that no row lies at or above the horizon. */
  boolean isSettled() {
    return oldest == next;
  }
}
