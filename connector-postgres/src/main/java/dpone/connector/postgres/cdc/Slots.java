package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.DponeException;
import java.util.Objects;
import java.util.Optional;

/** Statements about replication slots. */
final class Slots {
  /** Columns that only newer servers have are asked for by way of JSON. */
  private static final String SLOT =
      """
      SELECT s.slot_name, coalesce(s.plugin, ''), coalesce(s.database, ''),
        CASE WHEN s.active THEN coalesce(s.active_pid, -1) ELSE 0 END,
        coalesce(s.wal_status, ''), s.safe_wal_size, s.restart_lsn::text,
        s.confirmed_flush_lsn::text,
        coalesce(pg_wal_lsn_diff(now.lsn, s.confirmed_flush_lsn), -1)::bigint,
        coalesce(pg_wal_lsn_diff(now.lsn, s.restart_lsn), -1)::bigint,
        (SELECT CASE WHEN setting::bigint < 0 THEN -1 ELSE setting::bigint * 1048576 END
          FROM pg_settings WHERE name = 'max_slot_wal_keep_size'),
        coalesce((to_jsonb(s) ->> 'two_phase')::boolean, false),
        coalesce(to_jsonb(s) ->> 'invalidation_reason',
          CASE WHEN (to_jsonb(s) ->> 'conflicting')::boolean THEN 'conflict with recovery' END)
      FROM pg_catalog.pg_replication_slots s, (SELECT CASE WHEN pg_is_in_recovery()
        THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn) AS now
      WHERE s.slot_name = ?
      """;

  private Slots() {}

  /**
   * A slot that was just made, with its snapshot.
   *
   * @param consistent changes from here on come through the slot, those before are in the snapshot
   */
  record Created(String consistent, String snapshot) {}

  static Optional<Slot> find(PgSession session, String name) {
    return session.first(
        SLOT,
        row -> {
          long safe = row.getLong(6);
          Long safeOrNull = row.wasNull() ? null : safe;
          return new Slot(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getInt(4),
              row.getString(5),
              safeOrNull,
              row.getString(7),
              row.getString(8),
              row.getLong(9),
              row.getLong(10),
              row.getLong(11),
              row.getBoolean(12),
              row.getString(13));
        },
        name);
  }

  /** Makes a slot on a session that replicates; the snapshot lives until its next statement. */
  static Created create(PgSession replication, String name, boolean temporary) {
    try {
      return replication
          .first(
              "CREATE_REPLICATION_SLOT "
                  + Sql.name(name)
                  + (temporary ? " TEMPORARY" : "")
                  + " LOGICAL "
                  + Slot.PLUGIN
                  + " EXPORT_SNAPSHOT",
              row ->
                  new Created(
                      Objects.requireNonNull(row.getString("consistent_point")),
                      Objects.requireNonNull(row.getString("snapshot_name"))))
          .orElseThrow();
    } catch (DponeException failure) {
      throw CdcErrors.of(failure);
    }
  }

  static void drop(PgSession session, String name) {
    session.value("SELECT pg_drop_replication_slot(?)", name);
  }

  /** Tells the server that the changes before a place are not needed any more. */
  static void advance(PgSession session, String name, String lsn) {
    try {
      session.value("SELECT pg_replication_slot_advance(?, ?::pg_lsn)", name, lsn);
    } catch (DponeException failure) {
      throw CdcErrors.of(failure);
    }
  }

  /** The error of a slot that somebody else reads. */
  static DponeException active(Slot slot) {
    return PgCode.SLOT_ACTIVE
        .error(
            "the replication slot "
                + slot.name()
                + " is read by the server's process "
                + slot.activePid())
        .remedy(
            "end the other reader, or SELECT pg_terminate_backend("
                + slot.activePid()
                + ") if it is a dead one")
        .build();
  }

  /** The error of a slot that cannot go on. */
  static DponeException lost(String name, String why) {
    return PgCode.SLOT_LOST.error("the replication slot " + name + " " + why).build();
  }
}
