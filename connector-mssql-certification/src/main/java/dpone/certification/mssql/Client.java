package dpone.certification.mssql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import net.sourceforge.jtds.jdbc.Driver;
import org.jspecify.annotations.Nullable;

/** A client that others wrote, jTDS, which shares no code with the connector and its driver. */
final class Client implements AutoCloseable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  private final Connection connection;

  /** Logs in with the options of a manifest's connection. */
  Client(Map<String, Object> options) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", String.valueOf(options.get("user")));
    login.setProperty("password", String.valueOf(options.get("password")));
    login.setProperty("useLOBs", "false");
    login.setProperty("loginTimeout", "30");
    boolean plain = "false".equals(String.valueOf(options.getOrDefault("encrypt", "true")));
    login.setProperty("ssl", plain ? "off" : "request");
    String host = String.valueOf(options.get("host"));
    if (!PLAIN.matcher(host).matches()) {
      throw new SQLException("no plain name of a host");
    }
    String url =
        "jdbc:jtds:sqlserver://"
            + host
            + ":"
            + options.getOrDefault("port", 1433)
            + "/"
            + options.getOrDefault("database", "master");
    connection = new Driver().connect(url, login);
  }

  /** Carries a statement out. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows as the driver decodes them. */
  List<List<@Nullable Object>> rows(String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The one cell of a query. */
  String cell(String sql) throws SQLException {
    return String.valueOf(rows(sql).getFirst().getFirst());
  }

  /** Drops a table or view if it is there. */
  void drop(String name) throws SQLException {
    run("DROP VIEW IF EXISTS " + name);
    run("DROP TABLE IF EXISTS " + name);
  }

  /** Drops all that is in a schema; what refers to another goes first. */
  void dropAll(String schema) throws SQLException {
    for (int round = 0; round < 3; round++) {
      for (List<@Nullable Object> row :
          rows(
              "SELECT o.name, o.type FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id ="
                  + " o.schema_id WHERE s.name = N'"
                  + schema
                  + "' AND o.type IN ('U', 'V')")) {
        boolean view = String.valueOf(row.get(1)).strip().equals("V");
        try {
          run(
              "DROP "
                  + (view ? "VIEW " : "TABLE ")
                  + schema
                  + ".["
                  + String.valueOf(row.get(0)).replace("]", "]]")
                  + "]");
        } catch (SQLException referenced) {
          if (round == 2) {
            throw referenced;
          }
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
