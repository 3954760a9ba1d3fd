package dpone.service.mssql;

import static dpone.service.mssql.Clients.fails;
import static dpone.service.mssql.Clients.rows;
import static dpone.service.mssql.Clients.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Held against two clients that others wrote. */
@Tag("integration")
class StandInTest {
  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private Connection one;
  private Connection other;

  @BeforeEach
  void connect() throws SQLException {
    server.users().put("sa", "secret");
    one = Clients.vendor(server.port());
    other = Clients.foreign(server.port());
    run(one, "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, name nvarchar(5) NULL)");
  }

  @AfterEach
  void disconnect() throws SQLException {
    one.close();
    other.close();
    server.close();
  }

  @Test
  void whatOneClientWritesTheOtherReads() throws SQLException {
    assertThat(run(one, "INSERT INTO t (id, name) VALUES (1, N'a'), (2, N'\u0436')")).isEqualTo(2);
    assertThat(rows(other, "SELECT id, name FROM t ORDER BY id DESC"))
        .containsExactly("2|\u0436", "1|a");
  }

  @Test
  void updatesWhatDiffersAndInsertsWhatIsNew() throws SQLException {
    run(one, "CREATE TABLE s (id bigint NULL, name nvarchar(5) NULL)");
    run(one, "INSERT INTO t VALUES (1, N'a'), (2, N'b')");
    run(one, "INSERT INTO s VALUES (2, N'B'), (1, N'a'), (3, NULL)");
    assertThat(
            run(
                one,
                "UPDATE t SET t.name = s.name FROM t AS t WITH (UPDLOCK, HOLDLOCK) JOIN s AS s ON"
                    + " t.id = s.id WHERE EXISTS (SELECT CAST(s.name AS varbinary(max)) EXCEPT"
                    + " SELECT CAST(t.name AS varbinary(max)))"))
        .isEqualTo(1);
    assertThat(
            run(
                one,
                "INSERT INTO t (id, name) SELECT s.id, s.name FROM s AS s WHERE NOT EXISTS (SELECT"
                    + " 1 FROM t AS t WHERE t.id = s.id)"))
        .isEqualTo(1);
    assertThat(rows(other, "SELECT id, name FROM t ORDER BY id"))
        .containsExactly("1|a", "2|B", "3|null");
  }

  @Test
  void aTransactionWhoseConnectionIsLostLeavesNothingAndLocksNothing() throws Exception {
    one.setAutoCommit(false);
    run(one, "INSERT INTO t VALUES (1, N'a')");
    assertThat(rows(other, "SELECT id FROM t")).isEmpty();
    one.abort(Runnable::run);
    run(other, "SET LOCK_TIMEOUT 20000");
    run(other, "INSERT INTO t VALUES (1, N'b')");
    assertThat(rows(other, "SELECT id, name FROM t")).containsExactly("1|b");
  }

  @Test
  void anErrorEndsTheTransactionAsAWhole() throws SQLException {
    run(one, "SET XACT_ABORT ON");
    one.setAutoCommit(false);
    run(one, "INSERT INTO t VALUES (1, N'a')");
    fails(2628, () -> run(one, "INSERT INTO t VALUES (2, N'too long')"));
    one.commit();
    assertThat(rows(other, "SELECT id FROM t")).isEmpty();
  }

  @Test
  void locksEndInTimeOrByAVictim() throws Exception {
    run(other, "CREATE TABLE u (id bigint NULL)");
    one.setAutoCommit(false);
    other.setAutoCommit(false);
    run(one, "INSERT INTO t VALUES (1, N'a')");
    run(other, "INSERT INTO u VALUES (1)");
    run(other, "SET LOCK_TIMEOUT 100");
    fails(1222, () -> run(other, "DELETE FROM t WHERE id = 1"));
    run(other, "SET LOCK_TIMEOUT -1");
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return run(one, "DELETE FROM u WHERE id = 1");
          } catch (SQLException failure) {
            return failure.getErrorCode();
          }
        });
    int victim = 0;
    try {
      run(other, "DELETE FROM t WHERE id = 1");
      other.rollback();
    } catch (SQLException failure) {
      victim = failure.getErrorCode();
    }
    int first = waiting.get();
    assertThat(List.of(first, victim)).contains(1205);
    assertThat(List.of(first, victim)).containsAnyOf(0, 1);
  }

  @Test
  void aSnapshotSeesOneMoment() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    one.setTransactionIsolation(
        com.microsoft.sqlserver.jdbc.SQLServerConnection.TRANSACTION_SNAPSHOT);
    one.setAutoCommit(false);
    assertThat(rows(one, "SELECT id FROM t")).containsExactly("1");
    run(other, "INSERT INTO t VALUES (2, N'b')");
    assertThat(rows(one, "SELECT id FROM t")).containsExactly("1");
    one.commit();
    assertThat(rows(one, "SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
  }

  @Test
  void constraintsAreErrorsByTheirNumbers() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    fails(2627, () -> run(one, "INSERT INTO t VALUES (1, N'b')"));
    fails(515, () -> run(one, "INSERT INTO t (name) VALUES (N'b')"));
    fails(8115, () -> run(one, "SELECT CAST(2147483648 AS int)"));
    fails(245, () -> run(one, "SELECT CAST(N'x' AS int)"));
    fails(208, () -> run(one, "SELECT id FROM gone"));
    fails(207, () -> run(one, "SELECT gone FROM t"));
  }

  @Test
  void membersOfAQueryAreFoundAndNullIsNoMember() throws SQLException {
    run(one, "CREATE TABLE s (id bigint NULL)");
    run(one, "INSERT INTO t VALUES (1, N'a'), (2, N'b')");
    run(one, "INSERT INTO s VALUES (2)");
    assertThat(rows(one, "SELECT id FROM t WHERE id IN (SELECT s.id FROM s AS s)"))
        .containsExactly("2");
    run(one, "INSERT INTO s VALUES (NULL)");
    assertThat(rows(one, "SELECT id FROM t WHERE NOT id IN (SELECT s.id FROM s AS s)")).isEmpty();
  }

  @Test
  void aFilteredIndexIsAboutItsRowsAlone() throws SQLException {
    run(one, "CREATE TABLE v (id bigint NULL, is_current bit NULL)");
    run(one, "CREATE UNIQUE INDEX i ON v (id) WHERE is_current = 1");
    run(one, "INSERT INTO v VALUES (1, 0), (1, 0), (1, 1)");
    fails(2601, () -> run(one, "INSERT INTO v VALUES (1, 1)"));
    assertThat(rows(one, "SELECT id FROM v")).hasSize(3);
  }

  @Test
  void whatItDoesNotKnowIsAnErrorAndNeverAGuess() {
    fails(102, () -> run(one, "MERGE INTO t USING s ON t.id = s.id"));
    fails(195, () -> run(one, "SELECT SOUNDEX(N'x')"));
    fails(195, () -> run(one, "SET NONSENSE ON"));
    fails(102, () -> run(one, "SELECT id FROM t FOR JSON PATH"));
  }

  @Test
  void timesKeepTheirDigits() throws SQLException {
    assertThat(
            rows(
                other,
                "SELECT CAST('2024-02-29 12:34:56.003' AS datetime2(7)), CAST(CAST('2024-02-29"
                    + " 12:34:56.003' AS datetime) AS datetime2(7)), DATEDIFF_BIG(SECOND,"
                    + " CAST('1970-01-01' AS datetime2(0)), CAST('1969-12-31 23:59:59.9' AS"
                    + " datetime2(7))), CAST('0001-01-01 00:00:00 +14:00' AS datetimeoffset(3))"))
        .containsExactly(
            "2024-02-29 12:34:56.0030000|2024-02-29 12:34:56.0033333|-1|0001-01-01 00:00:00.000"
                + " +14:00");
  }
}
