package dpone.connector.mssql.state;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Sql;
import dpone.spi.error.DponeException;
import java.sql.SQLException;
import java.util.List;

/** Makes a schema of dpone's own, and tables in it, when they are first needed. */
public final class MetaSchema {
  /** Counts tables of some names in a schema: schema. */
  private static final String PRESENT =
      "SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
          + " WHERE s.name = ?";

  private MetaSchema() {}

  /**
   * Makes what is missing.
   *
   * @param tables names without schema
   * @param ddl statements that make the tables, in the same order
   */
  public static void ensure(
      MsSession session, String schema, List<String> tables, List<String> ddl) {
    if (schemaExists(session, schema) && exists(session, schema, tables)) {
      return;
    }
    try {
      session.begin();
      // Two runs may start at once.
      AppLock.take(session, 30_000, "schema", schema);
      if (!schemaExists(session, schema)) {
        session.execute("CREATE SCHEMA " + Sql.name(schema));
      }
      List<String> there = session.query(PRESENT, row -> row.getString(1), schema);
      for (int i = 0; i < tables.size(); i++) {
        if (!there.contains(tables.get(i))) {
          session.execute(ddl.get(i));
        }
      }
      session.commit();
    } catch (SQLException failure) {
      throw session.failure(failure, "creating schema " + schema, null);
    } catch (DponeException failure) {
      session.rollback();
      throw explain(schema, failure);
    }
  }

  private static DponeException explain(String schema, DponeException failure) {
    return failure.code().equals(MsCode.PERMISSION_DENIED.code())
        ? MsCode.PERMISSION_DENIED
            .error("the user may not create what dpone keeps in schema " + schema)
            .remedy(
                "let an administrator run: CREATE SCHEMA "
                    + Sql.name(schema)
                    + " AUTHORIZATION [the user]; GRANT CREATE TABLE TO [the user]")
            .cause(failure)
            .build()
        : failure;
  }

  private static boolean schemaExists(MsSession session, String schema) {
    return session.valueOrNull("SELECT SCHEMA_ID(?)", schema) != null;
  }

  /** Whether all of the tables are there. */
  public static boolean exists(MsSession session, String schema, List<String> tables) {
    return session.query(PRESENT, row -> row.getString(1), schema).containsAll(tables);
  }
}
