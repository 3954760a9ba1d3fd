package dpone.service.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import net.sourceforge.jtds.jdbc.Driver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The double held against jTDS, which nobody at Microsoft wrote and which speaks TDS 7.1. */
@Tag("integration")
class JtdsTest {
  private static Connection connect(TdsDouble server, String password) throws SQLException {
    assertThat(new Driver().getMajorVersion()).isEqualTo(1);
    return DriverManager.getConnection(
        "jdbc:jtds:sqlserver://127.0.0.1:" + server.port() + "/shop;loginTimeout=20",
        "sa",
        password);
  }

  @Test
  void readsEveryTypeThatItKnows() throws SQLException {
    EveryType all = EveryType.old();
    Script script =
        Drivers.script()
            .on("SELECT * FROM every_type", all.answer())
            .on("SELECT * FROM never_null", all.never());
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server, "secret");
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT * FROM every_type")) {
        assertThat(rows.next()).isTrue();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.usual(i));
        }
        assertThat(rows.next()).isTrue();
        for (int i = 0; i < all.size(); i++) {
          assertThat(rows.getObject(i + 1)).as(all.name(i)).isNull();
        }
        assertThat(rows.next()).isTrue();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.extreme(i));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM never_null")) {
        assertThat(rows.next()).isTrue();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.usual(i));
        }
      }
      assertThat(server.troubles()).isEmpty();
      assertThat(script.unknown()).isEmpty();
    }
  }

  private static Object value(ResultSet rows, EveryType all, int i) throws SQLException {
    int at = i + 1;
    return switch (all.columns().get(i).type().kind()) {
      case SMALLDATETIME, DATETIME -> rows.getTimestamp(at).toLocalDateTime();
      case UNIQUEIDENTIFIER -> java.util.UUID.fromString(rows.getString(at));
      case BINARY, VARBINARY, ROWVERSION, IMAGE -> rows.getBytes(at);
      case REAL -> rows.getFloat(at);
      case BIGINT -> rows.getLong(at);
      case TEXT, NTEXT -> {
        Clob clob = rows.getClob(at);
        yield clob.getSubString(1, (int) clob.length());
      }
      default -> {
        Object value = rows.getObject(at);
        yield value instanceof Short small ? (Object) small.intValue() : value;
      }
    };
  }

  @Test
  void readsWhatIsNewerThanItAsText() throws SQLException {
    List<Column> columns =
        List.of(
            Column.of("d", Kind.DATE),
            Column.of("x", Kind.XML),
            Column.of("m", SqlType.max(Kind.NVARCHAR)));
    Script script =
        Drivers.script()
            .on(
                "SELECT * FROM newer",
                Answer.rows(
                    columns, new Object[] {java.time.LocalDate.of(2024, 2, 29), "<a/>", "ж"}));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server, "secret");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM newer")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("2024-02-29");
      assertThat(rows.getString(2)).isEqualTo("<a/>");
      assertThat(rows.getString(3)).isEqualTo("ж");
    }
  }

  @Test
  void tellsErrorsAndTakesParameters() throws SQLException {
    Script script =
        Drivers.script()
            .on("DELETE FROM t", Answer.error(547, 16, 0, "a constraint"))
            .on(
                Pattern.compile("INSERT INTO t VALUES ?\\( ?@P0 ?, ?@P1 ?\\).*"),
                request -> Answer.count(request.parameters().size()));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script))) {
      assertThatThrownBy(() -> connect(server, "wrong"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(18_456));
      try (Connection connection = connect(server, "secret");
          Statement statement = connection.createStatement();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?,?)")) {
        assertThatThrownBy(() -> statement.execute("DELETE FROM t"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(547));
        assertThatThrownBy(() -> statement.execute("DELETE FROM u"))
            .hasMessageContaining("DELETE FROM u");
        insert.setInt(1, 1);
        insert.setString(2, "ж");
        assertThat(insert.executeUpdate()).isEqualTo(2);
        assertThat(insert.executeUpdate()).isEqualTo(2);
      }
      assertThat(server.troubles()).isEmpty();
    }
  }
}
