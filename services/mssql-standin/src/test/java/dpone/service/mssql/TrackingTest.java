package dpone.service.mssql;

import static dpone.service.mssql.Clients.fails;
import static dpone.service.mssql.Clients.rows;
import static dpone.service.mssql.Clients.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Change tracking, written by one client and read by another. */
@Tag("integration")
class TrackingTest {
  private static final String CHANGES =
      "SELECT c.SYS_CHANGE_VERSION, c.SYS_CHANGE_OPERATION, c.id, t.name FROM CHANGETABLE(CHANGES"
          + " t, %d) AS c LEFT JOIN t AS t ON t.id = c.id ORDER BY c.SYS_CHANGE_VERSION, c.id";

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private Connection one;
  private Connection other;

  @BeforeEach
  void connect() throws SQLException {
    server.users().put("sa", "secret");
    one = Clients.vendor(server.port());
    other = Clients.foreign(server.port());
    run(one, "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, name nvarchar(5) NULL)");
    fails(22106, () -> run(one, "ALTER TABLE t ENABLE CHANGE_TRACKING"));
    run(
        one,
        "ALTER DATABASE [shop] SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 3 HOURS, AUTO_CLEANUP"
            + " = ON)");
    run(one, "INSERT INTO t VALUES (1, N'a'), (2, N'b'), (3, N'c')");
    run(one, "ALTER TABLE t ENABLE CHANGE_TRACKING");
  }

  @AfterEach
  void disconnect() throws SQLException {
    one.close();
    other.close();
    server.close();
  }

  private List<String> since(long version) throws SQLException {
    return rows(other, CHANGES.formatted(version));
  }

  private String version() throws SQLException {
    return rows(other, "SELECT CHANGE_TRACKING_CURRENT_VERSION()").getFirst();
  }

  @Test
  void aRowThatChangedIsToldOnceByItsLastVersion() throws SQLException {
    assertThat(version()).isEqualTo("0");
    run(one, "UPDATE t SET name = N'B' WHERE id = 2");
    run(one, "UPDATE t SET name = N'BB' WHERE id = 2");
    run(one, "INSERT INTO t VALUES (4, N'd')");
    run(one, "UPDATE t SET name = N'D' WHERE id = 4");
    run(one, "DELETE FROM t WHERE id = 1");
    assertThat(version()).isEqualTo("5");
    assertThat(since(0)).containsExactly("2|U|2|BB", "4|I|4|D", "5|D|1|null");
    assertThat(since(3)).containsExactly("4|U|4|D", "5|D|1|null");
    assertThat(since(5)).isEmpty();
  }

  @Test
  void whatWasRolledBackHasNoVersion() throws SQLException {
    one.setAutoCommit(false);
    run(one, "DELETE FROM t WHERE id = 1");
    one.rollback();
    run(one, "CREATE TABLE untracked (id int NULL)");
    run(one, "INSERT INTO untracked VALUES (1)");
    one.commit();
    assertThat(version()).isEqualTo("0");
    assertThat(since(0)).isEmpty();
  }

  @Test
  void aSnapshotSeesTheVersionsOfItsMoment() throws SQLException {
    one.setTransactionIsolation(
        com.microsoft.sqlserver.jdbc.SQLServerConnection.TRANSACTION_SNAPSHOT);
    one.setAutoCommit(false);
    assertThat(rows(one, "SELECT CHANGE_TRACKING_CURRENT_VERSION()")).containsExactly("0");
    run(other, "DELETE FROM t WHERE id = 1");
    assertThat(rows(one, "SELECT CHANGE_TRACKING_CURRENT_VERSION()")).containsExactly("0");
    assertThat(rows(one, CHANGES.formatted(0))).isEmpty();
    one.commit();
    assertThat(rows(one, CHANGES.formatted(0))).containsExactly("1|D|1|null");
  }

  @Test
  void whatWasForgottenMovesTheOldestVersionAndIsSilentlyMissing() throws SQLException {
    run(one, "DELETE FROM t WHERE id = 1");
    server.forgetVersions("shop");
    run(one, "DELETE FROM t WHERE id = 2");
    assertThat(rows(other, "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N't'))"))
        .containsExactly("1");
    assertThat(since(0)).containsExactly("2|D|2|null");
    run(one, "TRUNCATE TABLE t");
    assertThat(rows(other, "SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(N't'))"))
        .containsExactly("3");
  }

  @Test
  void itTellsHowLongVersionsAreKept() throws SQLException {
    String retention =
        "SELECT retention_period, retention_period_units_desc, is_auto_cleanup_on FROM"
            + " sys.change_tracking_databases WHERE database_id = DB_ID()";
    assertThat(rows(other, retention)).containsExactly("3|HOURS|true");
    run(one, "ALTER DATABASE shop SET CHANGE_TRACKING (CHANGE_RETENTION = 4 DAYS)");
    assertThat(rows(other, retention)).containsExactly("4|DAYS|true");
    assertThat(
            rows(
                other,
                "SELECT begin_version FROM sys.change_tracking_tables WHERE object_id ="
                    + " OBJECT_ID(N't')"))
        .containsExactly("0");
  }

  @Test
  void tablesWithoutAKeyAndOnesThatAreNotTrackedAreRefused() throws SQLException {
    run(one, "CREATE TABLE u (id int NULL)");
    fails(4997, () -> run(one, "ALTER TABLE u ENABLE CHANGE_TRACKING"));
    fails(22105, () -> rows(one, "SELECT c.id FROM CHANGETABLE(CHANGES u, 0) AS c"));
    run(one, "ALTER TABLE t DISABLE CHANGE_TRACKING");
    run(one, "ALTER DATABASE shop SET CHANGE_TRACKING = OFF");
    assertThat(version()).isEqualTo("null");
    fails(102, () -> rows(one, "SELECT c.id FROM CHANGETABLE(VERSION t, (id), (1)) AS c"));
  }
}
