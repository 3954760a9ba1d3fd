package dpone.service.mssql;

import static dpone.service.mssql.Clients.fails;
import static dpone.service.mssql.Clients.rows;
import static dpone.service.mssql.Clients.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Change data capture, written by one client and read by another. */
@Tag("integration")
class CaptureTest {
  private static final String CHANGES =
      "SELECT __$operation, __$update_mask, id, name FROM cdc.[fn_cdc_get_all_changes_dbo_t]"
          + "(sys.fn_cdc_get_min_lsn(N'dbo_t'), sys.fn_cdc_get_max_lsn(), N'all update old')"
          + " ORDER BY __$start_lsn, __$seqval, __$operation";

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private Connection one;
  private Connection other;

  @BeforeEach
  void connect() throws SQLException {
    server.users().put("sa", "secret");
    one = Clients.vendor(server.port());
    other = Clients.foreign(server.port());
    run(one, "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, name nvarchar(5) NULL)");
    run(one, "EXEC sys.sp_cdc_enable_db");
    enable("");
  }

  private void enable(String more) throws SQLException {
    run(
        one,
        "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N't', @role_name ="
            + " NULL, @supports_net_changes = 0"
            + more);
  }

  @AfterEach
  void disconnect() throws SQLException {
    one.close();
    other.close();
    server.close();
  }

  @Test
  void changesAreThereInTheOrderOfCommitsWithTheRowsBefore() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a'), (2, N'b')");
    run(one, "UPDATE t SET name = N'c' WHERE id = 2");
    run(one, "UPDATE t SET name = N'c' WHERE id = 2");
    run(one, "DELETE FROM t WHERE id = 1");
    assertThat(rows(other, CHANGES))
        .containsExactly("2|03|1|a", "2|03|2|b", "3|02|2|b", "4|02|2|c", "1|03|1|a");
  }

  @Test
  void aTransactionHasOnePlaceAndOneThatWasRolledBackHasNone() throws SQLException {
    one.setAutoCommit(false);
    run(one, "INSERT INTO t VALUES (1, N'a')");
    run(one, "INSERT INTO t VALUES (2, N'b')");
    one.commit();
    run(one, "INSERT INTO t VALUES (3, N'c')");
    one.rollback();
    String places =
        "SELECT COUNT(*) FROM cdc.fn_cdc_get_all_changes_dbo_t(sys.fn_cdc_get_min_lsn(N'dbo_t'),"
            + " sys.fn_cdc_get_max_lsn(), N'all')";
    assertThat(rows(other, places)).containsExactly("2");
    assertThat(rows(other, places + " WHERE __$start_lsn = sys.fn_cdc_get_max_lsn()"))
        .containsExactly("2");
    assertThat(rows(other, "SELECT COUNT(*) FROM cdc.lsn_time_mapping")).containsExactly("1");
  }

  @Test
  void anotherKeyIsARowThatWentAndOneThatCame() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    run(one, "UPDATE t SET id = 5 WHERE id = 1");
    assertThat(rows(other, CHANGES)).containsExactly("2|03|1|a", "1|03|1|a", "2|03|5|a");
  }

  @Test
  void twoInstancesRecordATableWhoseColumnsChangeAndNoThird() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    run(one, "ALTER TABLE t ADD day date NULL");
    enable(", @capture_instance = N'dbo_t_2'");
    fails(22962, () -> enable(", @capture_instance = N'dbo_t_3'"));
    run(one, "INSERT INTO t VALUES (2, N'b', '2026-01-02')");
    assertThat(rows(other, CHANGES)).containsExactly("2|03|1|a", "2|03|2|b");
    assertThat(
            rows(
                other,
                "SELECT id, CAST(day AS nvarchar(10)) FROM cdc.fn_cdc_get_all_changes_dbo_t_2("
                    + "sys.fn_cdc_get_min_lsn(N'dbo_t_2'), sys.fn_cdc_get_max_lsn(), N'all')"))
        .containsExactly("2|2026-01-02");
    assertThat(
            rows(
                other,
                "SELECT c.capture_instance, k.column_name FROM cdc.change_tables AS c JOIN"
                    + " cdc.captured_columns AS k ON k.object_id = c.object_id WHERE"
                    + " c.source_object_id = OBJECT_ID(N't') ORDER BY c.create_date,"
                    + " k.column_ordinal"))
        .containsExactly("dbo_t|id", "dbo_t|name", "dbo_t_2|id", "dbo_t_2|name", "dbo_t_2|day");
    run(
        one,
        "EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N't',"
            + " @capture_instance = N'dbo_t'");
    fails(208, () -> rows(other, CHANGES));
  }

  @Test
  void cleanUpMovesTheOldestPlaceAndWhoAsksForMoreIsRefused() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    String first = rows(other, "SELECT sys.fn_cdc_get_max_lsn()").getFirst();
    run(one, "INSERT INTO t VALUES (2, N'b')");
    String last = rows(other, "SELECT sys.fn_cdc_get_max_lsn()").getFirst();
    fails(
        22964,
        () ->
            run(
                one,
                "EXEC sys.sp_cdc_cleanup_change_table @capture_instance = N'dbo_t',"
                    + " @low_water_mark = 0x0000002B00000000000A"));
    run(
        one,
        "EXEC sys.sp_cdc_cleanup_change_table @capture_instance = N'dbo_t', @low_water_mark = 0x"
            + last);
    assertThat(rows(other, "SELECT start_lsn FROM cdc.change_tables")).containsExactly(last);
    assertThat(rows(other, CHANGES)).containsExactly("2|03|2|b");
    String all = "SELECT id FROM cdc.fn_cdc_get_all_changes_dbo_t(?, ?, N'all')";
    byte[] from = HexFormat.of().parseHex(first);
    byte[] to = HexFormat.of().parseHex(last);
    fails(313, () -> rows(one, all, from, to));
    fails(313, () -> rows(one, all, to, from));
    assertThat(rows(one, all, to, to)).containsExactly("2");
    to[9]++;
    fails(313, () -> rows(one, all, to, to));
  }

  @Test
  void aCaptureJobThatStandsStillRecordsNothingAndTheLogGoesOn() throws SQLException {
    run(one, "INSERT INTO t VALUES (1, N'a')");
    String end = rows(other, "SELECT log_end_lsn FROM sys.dm_db_log_stats(DB_ID())").getFirst();
    server.scans("shop", false);
    run(one, "INSERT INTO t VALUES (2, N'b')");
    assertThat(rows(other, CHANGES)).containsExactly("2|03|1|a");
    assertThat(rows(other, "SELECT log_end_lsn FROM sys.dm_db_log_stats(DB_ID())").getFirst())
        .isGreaterThan(end);
    server.scans("shop", true);
    assertThat(rows(other, CHANGES)).containsExactly("2|03|1|a", "2|03|2|b");
    assertThat(
            rows(
                other,
                "SELECT CASE WHEN DATEDIFF_BIG(second,"
                    + " sys.fn_cdc_map_lsn_to_time(sys.fn_cdc_get_max_lsn()), GETDATE()) < 60 THEN"
                    + " 1 ELSE 0 END"))
        .containsExactly("1");
  }

  @Test
  void whatAServerLeavesOutIsLeftOut() throws SQLException {
    run(
        one,
        "CREATE TABLE u (id int NOT NULL PRIMARY KEY, n int NULL, big nvarchar(max) NULL, twice AS"
            + " (n * 2))");
    run(
        one,
        "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'u', @role_name ="
            + " NULL");
    run(one, "INSERT INTO u (id, n, big) VALUES (1, 1, N'long')");
    run(one, "UPDATE u SET n = 2");
    run(one, "UPDATE u SET big = N'longer'");
    assertThat(
            rows(
                one,
                "SELECT __$operation, n, big, twice FROM"
                    + " cdc.fn_cdc_get_all_changes_dbo_u(sys.fn_cdc_get_min_lsn(N'dbo_u'),"
                    + " sys.fn_cdc_get_max_lsn(), N'all update old') ORDER BY __$start_lsn,"
                    + " __$seqval, __$operation"))
        .containsExactly(
            "2|1|long|null", "3|1|null|null", "4|2|long|null", "3|2|long|null", "4|2|longer|null");
  }

  @Test
  void aTableThatIsRecordedIsNeitherEmptiedNorRenamedAndItsInstanceGoesWithIt()
      throws SQLException {
    fails(4711, () -> run(one, "TRUNCATE TABLE t"));
    fails(
        15051,
        () -> run(one, "EXEC sp_rename @objname = N't', @newname = N'u', @objtype = N'OBJECT'"));
    run(one, "DROP TABLE t");
    assertThat(rows(other, "SELECT capture_instance FROM cdc.change_tables")).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsAnErrorAndNeverAGuess() {
    fails(2812, () -> run(one, "EXEC sys.sp_cdc_start_job"));
    fails(8145, () -> enable(", @filegroup_name = N'x'"));
    fails(22926, () -> enable(""));
    fails(195, () -> rows(one, "SELECT sys.fn_cdc_increment_lsn(0x00)"));
    fails(
        208, () -> rows(one, "SELECT id FROM cdc.fn_cdc_get_net_changes_dbo_t(0x0, 0x0, N'all')"));
    fails(208, () -> rows(one, "SELECT 1 FROM cdc.ddl_history"));
    fails(
        313,
        () ->
            rows(
                one,
                "SELECT id FROM cdc.fn_cdc_get_all_changes_dbo_t(sys.fn_cdc_get_min_lsn(N'dbo_t'),"
                    + " sys.fn_cdc_get_max_lsn(), N'some')"));
  }
}
