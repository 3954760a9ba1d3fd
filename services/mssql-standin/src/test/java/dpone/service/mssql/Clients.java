package dpone.service.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import net.sourceforge.jtds.jdbc.Driver;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Two clients that others wrote. */
final class Clients {
  private Clients() {}

  static Connection vendor(int port) throws SQLException {
    return new SQLServerDriver()
        .connect("jdbc:sqlserver://127.0.0.1:" + port + ";databaseName=shop", login("encrypt"));
  }

  static Connection foreign(int port) throws SQLException {
    return new Driver()
        .connect("jdbc:jtds:sqlserver://127.0.0.1:" + port + "/shop", login("useLOBs"));
  }

  private static Properties login(String off) {
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "secret");
    login.setProperty(off, "false");
    return login;
  }

  static int run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }

  static List<String> rows(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            cells.add(text(result.getObject(i)));
          }
          rows.add(String.join("|", cells));
        }
      }
    }
    return rows;
  }

  private static String text(Object cell) {
    return cell instanceof byte[] bytes
        ? HexFormat.of().formatHex(bytes)
        : String.valueOf(cell).stripTrailing();
  }

  static void fails(int number, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SQLException.class, error -> assertThat(error.getErrorCode()).isEqualTo(number));
  }
}
