package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.mssql.sql.TableName;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every statement about changes, word for word. */
@Tag("unit")
class GoldenSqlTest {
  private static final TableName TABLE = new TableName("dbo", "it's");
  private static final List<String> KEY = List.of("id");
  private static final CaptureInstance INSTANCE =
      new CaptureInstance("dbo_it]s", "dbo.it's", 1, 2, Lsn.ZERO, List.of("id", "a]b"));

  @Test
  void changesOfAnInstance() {
    assertThat(CdcSql.changes(INSTANCE, List.of("[id]", "[a]]b]")))
        .isEqualTo(
            """
            SELECT __$start_lsn, __$seqval, __$operation, __$update_mask, [id], [a]]b]
            FROM cdc.[fn_cdc_get_all_changes_dbo_it]]s](?, ?, N'all update old')
            WHERE __$start_lsn > ? OR (__$start_lsn = ? AND (__$seqval > ? OR (__$seqval = ? AND __$operation > ?)))
            ORDER BY __$start_lsn, __$seqval, __$operation\
            """);
  }

  @Test
  void changesSinceAVersion() {
    assertThat(
            TrackingSql.changes(
                TABLE,
                KEY,
                List.of(TrackingSql.column("id", KEY), TrackingSql.column("name", KEY))))
        .isEqualTo(
            """
            SELECT c.SYS_CHANGE_VERSION, CASE WHEN c.SYS_CHANGE_OPERATION = 'D' OR t.[id] IS NULL THEN 'D' ELSE c.SYS_CHANGE_OPERATION END, c.[id], t.[name]
            FROM CHANGETABLE(CHANGES [dbo].[it's], ?) AS c
            LEFT JOIN [dbo].[it's] AS t ON t.[id] = c.[id]
            WHERE c.SYS_CHANGE_VERSION <= ?
            ORDER BY c.SYS_CHANGE_VERSION\
            """);
  }

  @Test
  void setUp() {
    assertThat(CdcSql.setup(TABLE, true, List.of("id", "name")))
        .containsExactly(
            "EXEC sys.sp_cdc_enable_db;",
            "EXEC sys.sp_cdc_enable_table @source_schema = N'dbo', @source_name = N'it''s',"
                + " @role_name = NULL, @supports_net_changes = 0, @captured_column_list = N'[id],"
                + " [name]';");
    assertThat(CdcSql.renew(TABLE, INSTANCE, "dbo_t2").getFirst())
        .endsWith("@capture_instance = N'dbo_t2';");
    assertThat(CdcSql.retention(4320))
        .isEqualTo("EXEC sys.sp_cdc_change_job @job_type = N'cleanup', @retention = 4320;");
    assertThat(TrackingSql.setup(TABLE, "shop", true))
        .containsExactly(
            "ALTER DATABASE [shop] SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 2 DAYS,"
                + " AUTO_CLEANUP = ON);",
            "ALTER DATABASE [shop] SET ALLOW_SNAPSHOT_ISOLATION ON;",
            "ALTER TABLE [dbo].[it's] ENABLE CHANGE_TRACKING;");
    assertThat(TrackingSql.retention("shop", 4))
        .isEqualTo("ALTER DATABASE [shop] SET CHANGE_TRACKING (CHANGE_RETENTION = 4 DAYS);");
  }

  @Test
  void aPositionThatIsAboutToBeLostIsWarnedOf() {
    assertThat(new LogHealth("cdc of shop", 60, 4320, 1, null, List.of()).warnings("x")).isEmpty();
    assertThat(
            new LogHealth("cdc of shop", 60 * 4000, 4320, 700, "no agent", List.of())
                .warnings("EXEC retention;"))
        .hasSize(3)
        .last()
        .asString()
        .contains("93 %", "4320 minutes", "EXEC retention;");
    assertThat(
            new LogHealth("cdc of shop", -1, 4320, -1, null, List.of())
                .health("lsn 1", "x")
                .retentionUsed())
        .isNegative();
  }
}
