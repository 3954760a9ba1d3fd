package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tables read whole and followed, against the stand-in that records their changes as SQL Server's
 * reference tells it.
 */
@Tag("integration")
class FollowingTest extends FollowedOrders {
  @Test
  void everyChangeIsReadOnce() throws SQLException {
    captured();
    snapshot();
    assertThat(rows).containsExactly("whole 2");
    assertThat(follow()).isEmpty();
    run(
        "INSERT INTO orders VALUES (3, NULL)",
        "UPDATE orders SET name = N'TWO' WHERE id = 2",
        "UPDATE orders SET id = 9 WHERE id = 1",
        "DELETE FROM orders WHERE id = 3");
    assertThat(follow())
        .containsExactly(
            "INSERT 3 - -", "UPDATE 2 TWO -", "DELETE 1 - -", "INSERT 9 one -", "DELETE 3 - -");
    assertThat(follow()).isEmpty();
  }

  /** What the capture job has not recorded yet may be in the snapshot, and must not come again. */
  @Test
  void aCaptureJobThatComesBehindDoublesNothing() throws SQLException {
    captured();
    run("INSERT INTO orders VALUES (3, N'three')");
    server.scans("shop", false);
    run("INSERT INTO orders VALUES (4, N'four')");
    snapshot();
    assertThat(rows).containsExactly("whole 4");
    assertThat(follow()).isEmpty();
    run("INSERT INTO orders VALUES (5, N'five')");
    assertThat(follow()).isEmpty();
    server.scans("shop", true);
    assertThat(follow()).containsExactly("INSERT 5 five -");
  }

  @Test
  void aPositionMayLieInsideOfATransaction() throws SQLException {
    captured();
    snapshot();
    run(
        "INSERT INTO orders VALUES (3, N'a'), (4, N'b'), (5, N'c')",
        "UPDATE orders SET name = NULL");
    LogPosition start = LogPosition.decode(reached, LogPosition.CDC);
    assertThat(follow()).hasSize(8);
    LogPosition end = LogPosition.decode(reached, LogPosition.CDC);
    try (Statement statement = other.createStatement();
        var row =
            statement.executeQuery(
                "SELECT __$start_lsn, __$seqval FROM cdc.fn_cdc_get_all_changes_first("
                    + "sys.fn_cdc_get_min_lsn(N'first'), sys.fn_cdc_get_max_lsn(), N'all update"
                    + " old') WHERE id = 4 AND __$operation = 3")) {
      assertThat(row.next()).isTrue();
      // Between the two images of an update: both come again.
      ChangePoint inside =
          new ChangePoint(Lsn.of(row.getBytes(1)), Lsn.of(row.getBytes(2)), ChangePoint.BEFORE);
      reached = start.at(inside, start.streams()).encode();
      assertThat(follow()).containsExactly("UPDATE 4 - -", "UPDATE 5 - -");
      reached =
          start
              .at(
                  new ChangePoint(inside.lsn(), inside.seqval(), ChangePoint.AFTER),
                  start.streams())
              .encode();
      assertThat(follow()).containsExactly("UPDATE 5 - -");
    }
    assertThat(LogPosition.decode(reached, LogPosition.CDC)).isEqualTo(end);
  }

  @Test
  void aSecondInstanceTakesOverWhereItBeginsAndCleanUpOfTheFirstIsNoGap() throws SQLException {
    captured();
    snapshot();
    run("INSERT INTO orders VALUES (3, N'a')", "ALTER TABLE orders ADD day date NULL");
    run("INSERT INTO orders VALUES (4, N'b', '2026-01-01')");
    // Its name sorts before the older one's.
    capture("a_second");
    run("INSERT INTO orders VALUES (5, N'c', '2026-01-02')");
    // The older one does not record the column: what was written to it before is not known.
    assertThat(follow()).containsExactly("INSERT 3 a - -", "INSERT 4 b - -", "INSERT 5 c 20455 -");
    assertThat(changed).isEmpty();
    String last = max();
    run("INSERT INTO orders VALUES (6, N'd', NULL)");
    cleanUp("first", last);
    cleanUp("a_second", last);
    assertThat(follow()).containsExactly("INSERT 6 d - -");
    run(
        "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'orders',"
            + " @capture_instance = N'first'",
        "DELETE FROM orders WHERE id = 1");
    assertThat(follow()).containsExactly("DELETE 1 - - -");
  }

  @Test
  void whatCleanUpTookAwayIsAGap() throws SQLException {
    captured();
    snapshot();
    run("DELETE FROM orders WHERE id = 1", "DELETE FROM orders WHERE id = 2");
    cleanUp("first", max());
    refused("MSSQL_LOG_POSITION_LOST");
  }

  @Test
  void anInstanceThatWasMadeAnewMayLackChanges() throws SQLException {
    captured();
    snapshot();
    run(
        "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'orders',"
            + " @capture_instance = N'first'",
        "DELETE FROM orders WHERE id = 1");
    capture("first");
    run("DELETE FROM orders WHERE id = 2");
    refused("MSSQL_CDC_INSTANCE_CHANGED");
  }

  @Test
  void aTrackedRowIsReadInItsLastState() throws SQLException {
    tracked();
    snapshot();
    assertThat(rows).containsExactly("whole 2");
    run(
        "INSERT INTO orders VALUES (3, N'a')",
        "UPDATE orders SET name = N'b' WHERE id = 3",
        "UPDATE orders SET name = N'TWO' WHERE id = 2",
        "UPDATE orders SET id = 9 WHERE id = 1");
    assertThat(follow())
        .containsExactlyInAnyOrder(
            "INSERT 3 b -", "UPDATE 2 TWO -", "DELETE 1 - -", "INSERT 9 one -");
    assertThat(follow()).isEmpty();
    run("DELETE FROM orders WHERE id = 2");
    assertThat(follow()).containsExactly("DELETE 2 - -");
  }

  @Test
  void versionsThatWereForgottenAreAGapThoughTheServerIsSilent() throws SQLException {
    tracked();
    snapshot();
    run("DELETE FROM orders WHERE id = 1");
    server.forgetVersions("shop");
    run("DELETE FROM orders WHERE id = 2");
    refused("MSSQL_LOG_POSITION_LOST");
  }
}
