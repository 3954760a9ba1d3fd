package dpone.connector.postgres.state;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.DponeException;
import java.sql.SQLException;
import java.util.List;

/** Makes a schema of dpone's own, and tables in it, when they are first needed. */
public final class MetaSchema {
  private MetaSchema() {}

  /**
   * Makes what is missing.
   *
   * @param tables names without schema
   * @param ddl statements that make the tables, each safe to repeat
   */
  public static void ensure(
      PgSession session, String schema, List<String> tables, List<String> ddl) {
    if (exists(session, schema, tables)) {
      return;
    }
    try {
      session.begin();
      // Two runs may start at once, and IF NOT EXISTS does not survive that.
      session.value("SELECT pg_advisory_xact_lock(hashtext('dpone'), hashtext(?))", schema);
      if (!schemaExists(session, schema)) {
        session.execute("CREATE SCHEMA " + Sql.name(schema));
      }
      ddl.forEach(session::execute);
      session.commit();
    } catch (SQLException failure) {
      throw session.failure(failure, "creating schema " + schema, null);
    } catch (DponeException failure) {
      session.rollback();
      throw explain(session, schema, failure);
    }
  }

  private static DponeException explain(PgSession session, String schema, DponeException failure) {
    if (!failure.code().equals(PgCode.PERMISSION_DENIED.code())) {
      return failure;
    }
    String user = session.value("SELECT quote_ident(current_user)");
    return PgCode.PERMISSION_DENIED
        .error("the user " + user + " may not create what dpone keeps in schema " + schema)
        .remedy(
            "let an administrator run: CREATE SCHEMA "
                + Sql.name(schema)
                + " AUTHORIZATION "
                + user)
        .cause(failure)
        .build();
  }

  private static boolean schemaExists(PgSession session, String schema) {
    return !session
        .query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?", row -> 1, schema)
        .isEmpty();
  }

  /** Whether all of the tables are there. */
  public static boolean exists(PgSession session, String schema, List<String> tables) {
    return schemaExists(session, schema)
        && session
                .query(
                    "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ANY (?)",
                    row -> 1,
                    schema,
                    session.array("text", tables))
                .size()
            == tables.size();
  }
}
