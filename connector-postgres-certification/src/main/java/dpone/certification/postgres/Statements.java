package dpone.certification.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements without results. */
final class Statements {
  private Statements() {}

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
