package dpone.connector.postgres.state;

import dpone.connector.postgres.sql.Sql;
import java.util.List;

/** The statements of the state store. Times are the database's own clock. */
public final class StateSql {
  private final String state;
  private final String lease;

  /** For the tables of one schema. */
  public StateSql(String schema) {
    this.state = Sql.name(schema) + ".state";
    this.lease = Sql.name(schema) + ".lease";
  }

  /** Names of the tables. */
  public static List<String> tables() {
    return List.of("state", "lease");
  }

  /** What makes the tables. */
  public List<String> ddl() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + state
            + " (pipeline text NOT NULL, scope text NOT NULL, revision bigint NOT NULL,"
            + " document text NOT NULL, updated_at timestamptz NOT NULL,"
            + " PRIMARY KEY (pipeline, scope))",
        "CREATE TABLE IF NOT EXISTS "
            + lease
            + " (pipeline text NOT NULL, scope text NOT NULL, owner text NOT NULL,"
            + " token bigint NOT NULL, expires_at timestamptz NOT NULL,"
            + " PRIMARY KEY (pipeline, scope))");
  }

  /** Reads an entry: pipeline, scope. */
  public String read() {
    return "SELECT pipeline, scope, revision, document, updated_at FROM "
        + state
        + " WHERE pipeline = ? AND scope = ?";
  }

  /** Reads the entries of a pipeline, of all if the name is empty: pipeline twice. */
  public String list() {
    return "SELECT pipeline, scope, revision, document, updated_at FROM "
        + state
        + " WHERE ? = '' OR pipeline = ? ORDER BY pipeline COLLATE \"C\", scope COLLATE \"C\"";
  }

  /** Locks the lease, so that nobody takes it over before the transaction ends. */
  public String lockLease() {
    return "SELECT token FROM " + lease + " WHERE pipeline = ? AND scope = ? FOR UPDATE";
  }

  /** Writes the first entry: pipeline, scope, document. */
  public String insert() {
    return "INSERT INTO "
        + state
        + " (pipeline, scope, revision, document, updated_at)"
        + " VALUES (?, ?, 1, ?, clock_timestamp()) ON CONFLICT DO NOTHING";
  }

  /** Writes a later entry: document, pipeline, scope, expected revision. */
  public String update() {
    return "UPDATE "
        + state
        + " SET revision = revision + 1, document = ?, updated_at = clock_timestamp()"
        + " WHERE pipeline = ? AND scope = ? AND revision = ?";
  }

  /**
   * Takes a lease that is free, expired or one's own: pipeline, scope, owner, smallest token,
   * seconds.
   */
  public String acquire() {
    return "INSERT INTO "
        + lease
        + " AS l (pipeline, scope, owner, token, expires_at)"
        + " VALUES (?, ?, ?, greatest(1, ?), clock_timestamp() + ? * interval '1 second')"
        + " ON CONFLICT (pipeline, scope) DO UPDATE SET owner = excluded.owner,"
        + " token = greatest(l.token + 1, excluded.token), expires_at = excluded.expires_at"
        + " WHERE l.expires_at <= clock_timestamp() OR l.owner = excluded.owner"
        + " RETURNING token, expires_at";
  }

  /** Who holds a lease: pipeline, scope. */
  public String holder() {
    return "SELECT owner || ' until ' || expires_at FROM "
        + lease
        + " WHERE pipeline = ? AND scope = ?";
  }

  /** Prolongs a lease: seconds, pipeline, scope, token. */
  public String renew() {
    return "UPDATE "
        + lease
        + " SET expires_at = clock_timestamp() + ? * interval '1 second'"
        + " WHERE pipeline = ? AND scope = ? AND token = ? RETURNING expires_at";
  }

  /** Ends a lease; its token stays, so that the next one is larger. */
  public String release() {
    return "UPDATE "
        + lease
        + " SET expires_at = '-infinity' WHERE pipeline = ? AND scope = ? AND token = ?";
  }

  /** Forgets an entry: pipeline, scope. */
  public String delete() {
    return "DELETE FROM " + state + " WHERE pipeline = ? AND scope = ?";
  }
}
