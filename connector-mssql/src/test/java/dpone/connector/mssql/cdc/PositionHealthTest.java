package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stored position is told to be late, or lost, before a run meets it. */
@Tag("integration")
class PositionHealthTest extends FollowedOrders {
  private ChangeHealth health(String... streams) {
    return changes
        .capability(ChangeAdmin.class)
        .orElseThrow()
        .health(SCOPE, List.of(streams), reached)
        .orElseThrow();
  }

  private List<String> missing() {
    return missing(changes, ORDERS, reached);
  }

  @Test
  void theShareOfTheRetentionThatIsUsedIsWarnedOfInTime() throws SQLException {
    captured();
    snapshot();
    run("INSERT INTO orders VALUES (3, N'a')");
    follow();
    assertThat(health("dbo.orders").retentionUsed()).isBetween(0.0, 0.01);
    server.age("shop", Duration.ofHours(49));
    assertThat(health("dbo.orders").retentionUsed()).isBetween(0.67, 0.69);
    assertThat(health("dbo.orders").warnings()).isEmpty();
    assertThat(missing()).isEmpty();
    server.age("shop", Duration.ofHours(2));
    ChangeHealth late = health("dbo.orders");
    assertThat(late.retentionUsed()).isBetween(0.70, 0.72);
    assertThat(late.confirmed()).contains("read up to lsn 0x", "recorded up to 0x");
    assertThat(late.warnings())
        .singleElement()
        .asString()
        .contains("71 % of the 4320 minutes", "run the pipeline more often", "@retention = 8640;");
    assertThat(missing())
        .containsExactly(
            "USE [shop];", "EXEC sys.sp_cdc_change_job @job_type = N'cleanup', @retention = 8640;");
    run(missing().toArray(String[]::new));
    assertThat(health("dbo.orders").retentionUsed()).isBetween(0.35, 0.36);
    assertThat(missing()).isEmpty();
    // What was read since is young again.
    run("INSERT INTO orders VALUES (4, N'b')");
    follow();
    assertThat(health("dbo.orders").retentionUsed()).isBetween(0.0, 0.01);
  }

  @Test
  void aGapIsSaidAsOneBeforeARunMeetsIt() throws SQLException {
    captured();
    snapshot();
    run("DELETE FROM orders WHERE id = 1", "DELETE FROM orders WHERE id = 2");
    cleanUp("first", max());
    ChangeHealth lost = health("dbo.orders");
    assertThat(lost.status()).isEqualTo("lost");
    assertThat(lost.retentionUsed()).isEqualTo(1);
    assertThat(lost.warnings())
        .singleElement()
        .asString()
        .startsWith("gap: the changes of [dbo].[orders] after")
        .contains("were cleaned up", "reset the pipeline's state");
    // A stream that the pipeline does not follow any more is no gap.
    assertThat(health().status()).isEqualTo("kept for 4320 minutes");
    refused("MSSQL_LOG_POSITION_LOST");
  }

  @Test
  void aVersionIsAsOldAsWhatCameFirstAfterIt() throws SQLException {
    tracked();
    snapshot();
    assertThat(health("dbo.orders").retentionUsed()).isEqualTo(0);
    run("INSERT INTO orders VALUES (3, N'a')");
    server.age("shop", Duration.ofHours(30));
    run("INSERT INTO orders VALUES (4, N'b')");
    assertThat(health("dbo.orders").retentionUsed()).isBetween(0.62, 0.63);
    assertThat(health("dbo.orders").warnings()).isEmpty();
    server.age("shop", Duration.ofHours(10));
    assertThat(health("dbo.orders").warnings())
        .singleElement()
        .asString()
        .contains("83 % of the 2880 minutes", "CHANGE_RETENTION = 4 DAYS");
    assertThat(missing())
        .containsExactly(
            "USE [shop];",
            "ALTER DATABASE [shop] SET CHANGE_TRACKING (CHANGE_RETENTION = 4 DAYS);");
    follow();
    assertThat(health("dbo.orders").retentionUsed()).isEqualTo(0);
    run("DELETE FROM orders WHERE id = 3");
    server.forgetVersions("shop");
    assertThat(health("dbo.orders").status()).isEqualTo("lost");
    assertThat(health("dbo.orders").warnings().getFirst()).startsWith("gap: ");
  }
}
