package dpone.connector.postgres.publish;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.TableName;
import java.util.List;

/**
 * What the server itself wrote down about a stage while it was filled. Counting the rows instead
 * reads the whole table, and marks each of its pages, which a load would then write twice.
 */
public final class StageStatistics {
  private static final int FIRST_MAJOR_WITH_FLUSH = 15;

  // Two figures that are kept apart: an ANALYZE estimates the live rows anew, a TRUNCATE leaves the
  // inserted ones. Unless both agree the rows are counted.
  private static final String CONFIRMS =
      "SELECT s.n_tup_ins - s.n_tup_del = ? AND s.n_live_tup = ? AND s.n_dead_tup = 0"
          + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = s.relid"
          + " AND a.attname = ANY (?) AND NOT a.attnotnull)"
          + " FROM pg_catalog.pg_stat_all_tables s WHERE s.schemaname = ? AND s.relname = ?";

  private StageStatistics() {}

  /** Makes the statistics of what the session did visible to others; for a writer that is done. */
  public static void publish(PgSession session) {
    if (session.majorVersion() >= FIRST_MAJOR_WITH_FLUSH) {
      session.query("SELECT pg_catalog.pg_stat_force_next_flush()", row -> true);
    }
  }

  /**
   * Whether the statistics prove that a stage holds so many rows, none with a null in the key. If
   * not, nothing is known: they may be switched off, lost in a crash, or include a split that was
   * tried twice.
   */
  static boolean confirm(PgSession session, TableName stage, List<String> key, long rows) {
    return session.majorVersion() >= FIRST_MAJOR_WITH_FLUSH
        && session
            .first(
                CONFIRMS,
                row -> row.getBoolean(1),
                rows,
                rows,
                session.array("text", key),
                stage.schema(),
                stage.name())
            .orElse(false);
  }
}
