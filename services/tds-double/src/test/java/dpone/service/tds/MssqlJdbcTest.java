package dpone.service.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The double held against Microsoft's own driver. */
@Tag("integration")
class MssqlJdbcTest {
  private static final List<Column> ONE = List.of(Column.of("n", Kind.INT));

  private static Connection connect(TdsDouble server) throws SQLException {
    return connect(server, "sa", "secret", "shop");
  }

  private static Connection connect(TdsDouble server, String user, String password, String database)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlserver://127.0.0.1:"
            + server.port()
            + ";encrypt=false;connectRetryCount=0;loginTimeout=20;databaseName="
            + database,
        user,
        password);
  }

  @Test
  void readsEveryType() throws SQLException {
    EveryType all = EveryType.modern();
    Script script =
        Drivers.script()
            .on("SELECT * FROM every_type", all.answer())
            .on("SELECT * FROM never_null", all.never());
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT * FROM every_type")) {
        rows.next();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.usual(i));
        }
        rows.next();
        for (int i = 0; i < all.size(); i++) {
          assertThat(rows.getObject(i + 1)).as(all.name(i)).isNull();
        }
        rows.next();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.extreme(i));
        }
        assertThat(rows.next()).isFalse();
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM never_null")) {
        rows.next();
        for (int i = 0; i < all.size(); i++) {
          assertThat(value(rows, all, i)).as(all.name(i)).isEqualTo(all.usual(i));
        }
        assertThat(rows.next()).isTrue();
      }
      assertThat(server.troubles()).isEmpty();
      assertThat(script.unknown()).isEmpty();
    }
  }

  private static Object value(ResultSet rows, EveryType all, int i) throws SQLException {
    Column column = all.columns().get(i);
    int at = i + 1;
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, INT -> rows.getInt(at);
      case SMALLDATETIME, DATETIME, DATETIME2 -> rows.getObject(at, java.time.LocalDateTime.class);
      case DATETIMEOFFSET -> rows.getObject(at, java.time.OffsetDateTime.class);
      case DATE -> rows.getObject(at, java.time.LocalDate.class);
      case TIME -> rows.getObject(at, java.time.LocalTime.class);
      case UNIQUEIDENTIFIER -> java.util.UUID.fromString(rows.getString(at));
      case BINARY, VARBINARY, ROWVERSION, IMAGE, UDT -> rows.getBytes(at);
      case SQL_VARIANT -> {
        Object inside = rows.getObject(at);
        yield inside instanceof Integer number
            ? new dpone.service.tds.wire.Variant(SqlType.of(Kind.INT), number)
            : new dpone.service.tds.wire.Variant(SqlType.units(Kind.NVARCHAR, 10), inside);
      }
      case XML, JSON, CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT -> rows.getString(at);
      case BIT, BIGINT, REAL, FLOAT, SMALLMONEY, MONEY, DECIMAL, NUMERIC -> rows.getObject(at);
    };
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownDatabase() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(Drivers.script()))) {
      assertThatThrownBy(() -> connect(server, "sa", "wrong", "shop"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(18_456));
      assertThatThrownBy(() -> connect(server, "sa", "secret", "nowhere"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(4060));
    }
  }

  @Test
  void namesAStatementThatItDoesNotKnow() throws SQLException {
    Script script = Drivers.script();
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT  1\nFROM t"))
          .hasMessageContaining("knows no statement like: SELECT 1 FROM t");
      assertThat(script.unknown()).containsExactly("SELECT 1 FROM t");
    }
  }

  @Test
  void tellsErrorsByNumberSeverityAndState() throws SQLException {
    Script script =
        Drivers.script().on("UPDATE t SET a = 1", Answer.error(1205, 13, 51, "deadlock victim"));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("UPDATE t SET a = 1"))
          .isInstanceOfSatisfying(
              SQLServerException.class,
              e -> {
                assertThat(e.getErrorCode()).isEqualTo(1205);
                assertThat(e.getSQLServerError().getErrorSeverity()).isEqualTo(13);
                assertThat(e.getSQLServerError().getErrorState()).isEqualTo(51);
              });
    }
  }

  @Test
  void carriesOutStatementsWithParameters() throws SQLException {
    java.util.List<List<Object>> got = new java.util.concurrent.CopyOnWriteArrayList<>();
    Script script =
        Drivers.script()
            .on(
                Pattern.compile("INSERT INTO t VALUES ?\\(@P0, ?@P1, ?@P2\\).*"),
                request -> {
                  got.add(
                      java.util.Arrays.asList(
                          request.parameters().stream().map(p -> p.value()).toArray()));
                  return Answer.count(1);
                });
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        PreparedStatement statement = connection.prepareStatement("INSERT INTO t VALUES (?,?,?)")) {
      for (int i = 0; i < 4; i++) {
        // sp_executesql, then sp_prepexec, then sp_execute.
        statement.setInt(1, i);
        statement.setString(2, "ж");
        statement.setBigDecimal(3, new BigDecimal("1.50"));
        assertThat(statement.executeUpdate()).isEqualTo(1);
      }
      statement.setInt(1, 9);
      statement.addBatch();
      statement.setInt(1, 10);
      statement.addBatch();
      assertThat(statement.executeBatch()).containsExactly(1, 1);
      assertThat(got).extracting(List::getFirst).containsExactly(0, 1, 2, 3, 9, 10);
      assertThat(got.getFirst()).containsExactly(0, "ж", new BigDecimal("1.50"));
      assertThat(server.troubles()).isEmpty();
    }
  }

  @Test
  void commitsAndRollsBack() throws SQLException {
    Script script = Drivers.script().on("DELETE FROM t", Answer.count(3));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertThat(statement.executeUpdate("DELETE FROM t")).isEqualTo(3);
      connection.commit();
      connection.rollback();
      assertThat(script.seen())
          .contains("IF @@TRANCOUNT > 0 COMMIT TRAN", "IF @@TRANCOUNT > 0 ROLLBACK TRAN");
    }
  }

  @Test
  void stopsAQueryThatIsCancelled() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    Script script =
        Drivers.script()
            .on(
                "WAITFOR DELAY '01:00'",
                Answer.done().after(Duration.ofHours(1)).after(running::countDown))
            .on("SELECT 1", Answer.rows(ONE, new Object[] {1}));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("WAITFOR DELAY '01:00'"))
          .hasMessageContaining("timed out");
      statement.setQueryTimeout(0);
      Thread.ofVirtual()
          .start(() -> {
            try {
              running.await();
              statement.cancel();
            } catch (SQLException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThatThrownBy(() -> statement.execute("WAITFOR DELAY '01:00'"))
          .hasMessageContaining("cancel");
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void breaksAtTheMomentNamed() throws SQLException {
    Script script =
        Drivers.script()
            .on(
                "SELECT n FROM t",
                Answer.begun(ONE, new Object[] {1}, new Object[] {2}).and(Answer.reset()))
            .on(
                "SELECT n FROM u",
                Answer.begun(ONE, new Object[] {1}).and(Answer.error(3988, 16, 1, "in the midst")));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT n FROM u")) {
        assertThat(rows.next()).isTrue();
        assertThatThrownBy(rows::next).hasMessageContaining("in the midst");
      }
      assertThatThrownBy(
              () -> {
                try (ResultSet rows = statement.executeQuery("SELECT n FROM t")) {
                  while (rows.next()) {
                    assertThat(rows.getInt(1)).isPositive();
                  }
                }
              })
          .isInstanceOf(SQLException.class);
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void takesTheRowsOfABulkLoad() throws SQLException {
    EveryType all = EveryType.modern();
    List<Column> columns =
        all.columns().stream()
            .filter(c ->
                c.type().kind() != Kind.ROWVERSION
                    && c.type().kind() != Kind.SQL_VARIANT
                    && c.type().kind() != Kind.UDT
                    && c.type().kind() != Kind.JSON)
            .toList();
    BulkRows loaded = new BulkRows();
    Script script =
        Drivers.script()
            .on("SELECT * FROM every_type", all.answer())
            .on(
                Pattern.compile("(?i).*SET FMTONLY ON SELECT \\* FROM \\[?target\\]?.*"),
                Answer.rows(columns))
            .on(
                Pattern.compile("(?i)select collation_name.*"),
                Answer.rows(
                    List.of(Column.of("collation_name", SqlType.units(Kind.NVARCHAR, 128)))))
            .on(Pattern.compile("(?i)insert bulk \\[?target\\]? ?\\(.*"), Answer.bulk(loaded));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Connection from = connect(server);
        Connection to = connect(server);
        Statement statement = from.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM every_type")) {
      try (SQLServerBulkCopy copy = new SQLServerBulkCopy(to)) {
        SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
        options.setTableLock(true);
        options.setBatchSize(2);
        copy.setBulkCopyOptions(options);
        copy.setDestinationTableName("target");
        for (int i = 0; i < columns.size(); i++) {
          copy.addColumnMapping(columns.get(i).name(), columns.get(i).name());
        }
        copy.writeToServer(rows);
      }
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
      assertThat(loaded.loads()).isEqualTo(2);
      assertThat(loaded.rows()).hasSize(3);
      assertThat(loaded.rows().get(1)).containsOnlyNulls();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        int at = all.columns().indexOf(column);
        assertThat(sent(loaded, 0, i, column)).as(column.name()).isEqualTo(all.usual(at));
        assertThat(sent(loaded, 2, i, column)).as(column.name()).isEqualTo(all.extreme(at));
      }
    }
  }

  /** The driver sends the identifiers of another result as text. */
  private static Object sent(BulkRows loaded, int row, int column, Column target) {
    Object cell = loaded.rows().get(row).get(column);
    return target.type().kind() == Kind.UNIQUEIDENTIFIER
        ? java.util.UUID.fromString(String.valueOf(cell))
        : cell;
  }

  @Test
  void sendsALoginElsewhere() throws SQLException {
    Script script = Drivers.script().on("SELECT 1", Answer.rows(ONE, new Object[] {1}));
    try (TdsDouble replica = TdsDouble.start(Settings.plain(script));
        TdsDouble primary =
            TdsDouble.start(
                Settings.plain(Drivers.script())
                    .logins(login ->
                        login.readOnly()
                            ? java.util.Optional.of(
                                Answer.of(new Step.Route("127.0.0.1", replica.port())))
                            : java.util.Optional.empty()));
        Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlserver://127.0.0.1:"
                    + primary.port()
                    + ";encrypt=false;applicationIntent=ReadOnly;databaseName=shop",
                "sa",
                "secret");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(replica.sessions()).hasSize(1);
      assertThat(primary.sessions()).isEmpty();
    }
  }

  @Test
  void goesToAnotherDatabase() throws SQLException {
    Script script =
        Drivers.script().on("use [master]", Answer.of(new Step.Use("master"), new Step.Count(-1)));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script).in(Set.of("shop")));
        Connection connection = connect(server)) {
      connection.setCatalog("master");
      assertThat(connection.getCatalog()).isEqualTo("master");
    }
  }
}
