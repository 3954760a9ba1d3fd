package dpone.certification.mssql;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a server record the changes of what is read, as its database is set up. */
enum Recording {
  /** Change data capture, which needs its jobs to run. */
  CDC {
    @Override
    void begin(Client client, String schema, String table) throws SQLException {
      String instance = schema + "_" + table;
      client.run(enable(schema, table) + ", @capture_instance = N'" + instance + "'");
    }

    // A second instance, beside the one that pipelines are reading; a third is not allowed.
    @Override
    void columnsChanged(Client client, String schema, String table) throws SQLException {
      List<String> names = instances(client, schema, table);
      if (names.size() > 1) {
        client.run(disable(schema, table, names.getFirst()));
      }
      String instance = schema + "_" + table + "_" + System.nanoTime();
      client.run(enable(schema, table) + ", @capture_instance = N'" + instance + "'");
    }
  },
  /** Change tracking. */
  CHANGE_TRACKING {
    @Override
    void begin(Client client, String schema, String table) throws SQLException {
      client.run("ALTER TABLE " + schema + "." + table + " ENABLE CHANGE_TRACKING");
    }
  },
  /** Nothing: a database that its owner has not set up. */
  NONE;

  /** What the client's database is set up for. */
  static Recording of(Client client) throws SQLException {
    if (!client
        .rows("SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND is_cdc_enabled = 1")
        .isEmpty()) {
      return CDC;
    }
    return client
            .rows("SELECT 1 FROM sys.change_tracking_databases WHERE database_id = DB_ID()")
            .isEmpty()
        ? NONE
        : CHANGE_TRACKING;
  }

  /** Records a table's changes from here on. */
  void begin(Client client, String schema, String table) throws SQLException {}

  /** The table has got other columns. */
  void columnsChanged(Client client, String schema, String table) throws SQLException {}

  private static String enable(String schema, String table) {
    return "EXEC sys.sp_cdc_enable_table "
        + parameters(schema, table)
        + ", @role_name = NULL, @supports_net_changes = 0";
  }

  static String disable(String schema, String table, String instance) {
    return "EXEC sys.sp_cdc_disable_table "
        + parameters(schema, table)
        + ", @capture_instance = N'"
        + instance
        + "'";
  }

  private static String parameters(String schema, String table) {
    return "@source_schema = N'" + schema + "', @source_name = N'" + table + "'";
  }

  /** Names of a table's instances, the oldest first. */
  static List<String> instances(Client client, String schema, String table) throws SQLException {
    List<List<@Nullable Object>> rows =
        client.rows(
            "SELECT c.capture_instance FROM cdc.change_tables AS c WHERE c.source_object_id ="
                + " OBJECT_ID(N'"
                + schema
                + "."
                + table
                + "') ORDER BY c.create_date");
    return rows.stream().map(row -> String.valueOf(row.getFirst())).toList();
  }
}
