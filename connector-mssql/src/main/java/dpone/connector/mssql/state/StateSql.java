package dpone.connector.mssql.state;

import dpone.connector.mssql.sql.Sql;
import java.util.List;

/** The statements of the state store. Times are the database's own clock, in UTC. */
public final class StateSql {
  private static final String NAMES =
      " (pipeline nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL,"
          + " scope nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, ";
  private static final String KEY = ", PRIMARY KEY CLUSTERED (pipeline, scope))";

  private final String state;
  private final String lease;

  /** For the tables of one schema. */
  public StateSql(String schema) {
    this.state = Sql.name(schema) + ".[state]";
    this.lease = Sql.name(schema) + ".[lease]";
  }

  /** Names of the tables. */
  public static List<String> tables() {
    return List.of("state", "lease");
  }

  /** What makes the tables. */
  public List<String> ddl() {
    return List.of(
        "CREATE TABLE "
            + state
            + NAMES
            + "revision bigint NOT NULL, document nvarchar(max) NOT NULL,"
            + " updated_at datetime2(7) NOT NULL"
            + KEY,
        "CREATE TABLE "
            + lease
            + NAMES
            + "owner nvarchar(400) NOT NULL, token bigint NOT NULL,"
            + " expires_at datetime2(7) NOT NULL"
            + KEY);
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
        + " WHERE ? = N'' OR pipeline = ? ORDER BY pipeline, scope";
  }

  /** Locks the lease, so that nobody takes it over before the transaction ends. */
  public String lockLease() {
    return "SELECT token FROM "
        + lease
        + " WITH (UPDLOCK, HOLDLOCK) WHERE pipeline = ? AND scope = ?";
  }

  /** Writes the first entry, if there is none: pipeline, scope, document, pipeline, scope. */
  public String insert() {
    return "INSERT INTO "
        + state
        + " (pipeline, scope, revision, document, updated_at)"
        + " SELECT ?, ?, 1, ?, SYSUTCDATETIME() WHERE NOT EXISTS (SELECT 1 FROM "
        + state
        + " WITH (UPDLOCK, HOLDLOCK) WHERE pipeline = ? AND scope = ?)";
  }

  /** Writes a later entry: document, pipeline, scope, expected revision. */
  public String update() {
    return "UPDATE "
        + state
        + " SET revision = revision + 1, document = ?, updated_at = SYSUTCDATETIME()"
        + " WHERE pipeline = ? AND scope = ? AND revision = ?";
  }

  /**
   * Takes a lease that is there and free, expired or one's own: owner, smallest token twice,
   * milliseconds, pipeline, scope, owner.
   */
  public String take() {
    return "UPDATE "
        + lease
        + " SET owner = ?, token = CASE WHEN token + 1 > ? THEN token + 1 ELSE ? END,"
        + " expires_at = DATEADD(MILLISECOND, ?, SYSUTCDATETIME())"
        + " OUTPUT inserted.token, inserted.expires_at"
        + " WHERE pipeline = ? AND scope = ?"
        + " AND (expires_at <= SYSUTCDATETIME() OR owner = ?)";
  }

  /** Makes a lease: pipeline, scope, owner, token, milliseconds. */
  public String make() {
    return "INSERT INTO "
        + lease
        + " (pipeline, scope, owner, token, expires_at)"
        + " OUTPUT inserted.token, inserted.expires_at"
        + " VALUES (?, ?, ?, ?, DATEADD(MILLISECOND, ?, SYSUTCDATETIME()))";
  }

  /** Who holds a lease: pipeline, scope. */
  public String holder() {
    return "SELECT CONCAT(owner, N' until ', CONVERT(nvarchar(40), expires_at, 126), N'Z') FROM "
        + lease
        + " WHERE pipeline = ? AND scope = ?";
  }

  /** Prolongs a lease: milliseconds, pipeline, scope, token. */
  public String renew() {
    return "UPDATE "
        + lease
        + " SET expires_at = DATEADD(MILLISECOND, ?, SYSUTCDATETIME())"
        + " OUTPUT inserted.expires_at WHERE pipeline = ? AND scope = ? AND token = ?";
  }

  /** Ends a lease; its token stays, so that the next one is larger: pipeline, scope, token. */
  public String release() {
    return "UPDATE "
        + lease
        + " SET expires_at = '0001-01-01' WHERE pipeline = ? AND scope = ? AND token = ?";
  }

  /** Forgets an entry: pipeline, scope. */
  public String delete() {
    return "DELETE FROM " + state + " WHERE pipeline = ? AND scope = ?";
  }
}
