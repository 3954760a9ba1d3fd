package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;

/**
 * Which server and database it is.
 *
 * @param system identifier of the cluster
 * @param timeline its timeline
 * @param database name of the database
 */
record Cluster(String system, int timeline, String database) {
  /** Asks a session that replicates. */
  static Cluster of(PgSession replication) {
    return replication
        .first(
            "IDENTIFY_SYSTEM",
            row -> new Cluster(row.getString(1), row.getInt(2), row.getString(4)))
        .orElseThrow();
  }
}
