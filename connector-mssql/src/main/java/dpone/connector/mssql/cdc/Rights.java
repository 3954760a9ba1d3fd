package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.cdc.ChangeSetup.Step;
import java.util.List;

/**
 * What a login may do in its database, and what lets it do more. Whoever owns the database is not
 * asked any further.
 *
 * @param user its user in the database
 * @param owner whether it owns the database
 */
record Rights(String user, boolean owner) {
  private static final String WHO = "SELECT USER_NAME(), IS_ROLEMEMBER(N'db_owner')";

  /** Securable, its class and the right on it; 1 if the user has it. */
  private static final String MAY = "SELECT HAS_PERMS_BY_NAME(?, ?, ?)";

  /** Roles that gate the instances of a table and that the user is no member of. */
  private static final String GATES =
      """
      SELECT DISTINCT role_name FROM cdc.change_tables
      WHERE source_object_id = OBJECT_ID(?) AND role_name IS NOT NULL AND COALESCE(IS_ROLEMEMBER(role_name), 0) = 0\
      """;

  static Rights of(MsSession session) {
    return session
        .first(WHO, row -> new Rights(row.getString(1), row.getInt(2) == 1))
        .orElseThrow();
  }

  private boolean may(MsSession session, String securable, String kind, String right) {
    return owner || "1".equals(session.valueOrNull(MAY, securable, kind, right));
  }

  /** Reading a table or view. */
  void reads(MsSession session, TableName table, List<Step> steps) {
    object(session, table, "SELECT", "read", steps);
  }

  /** Asking which rows of a table changed. */
  void tracks(MsSession session, TableName table, List<Step> steps) {
    object(session, table, "VIEW CHANGE TRACKING", "see the tracked changes of", steps);
  }

  private void object(
      MsSession session, TableName table, String right, String what, List<Step> steps) {
    if (!may(session, table.sql(), "OBJECT", right)) {
      steps.add(
          new Step(
              "the user " + user + " may not " + what + " " + table,
              "GRANT " + right + " ON OBJECT::" + table.sql() + " TO " + Sql.name(user) + ";"));
    }
  }

  /** Telling the end of the log, and how the capture job is doing. */
  void state(MsSession session, String database, List<Step> steps) {
    if (!may(session, Sql.name(database), "DATABASE", "VIEW DATABASE STATE")) {
      steps.add(
          new Step(
              "the user " + user + " may not see where the log of the database ends",
              "GRANT VIEW DATABASE STATE TO " + Sql.name(user) + ";"));
    }
  }

  /** Reading an instance that only members of a role may read. */
  void gates(MsSession session, TableName table, List<Step> steps) {
    if (owner) {
      return;
    }
    session
        .query(GATES, row -> row.getString(1), table.sql())
        .forEach(role ->
            steps.add(
                new Step(
                    "the recorded changes of " + table + " are for members of the role " + role,
                    "ALTER ROLE " + Sql.name(role) + " ADD MEMBER " + Sql.name(user) + ";")));
  }
}
