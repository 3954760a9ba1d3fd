package dpone.connector.mssql.cdc;

import static dpone.connector.mssql.cdc.RecordedLog.lsn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A capture instance that was made anew begins after the position: no rows come, and runs succeed.
 */
@Tag("unit")
class IssueW10Test {
  private final RecordedLog log = new RecordedLog();

  private Reading reading() {
    log.instance("dbo_t", "dbo.t", 5, "id", "name");
    Reading reading = new Reading(log).stream("dbo.t");
    log.last = lsn(40);
    log.instances.get("dbo.t").clear();
    log.instance("dbo_t", "dbo.t", 30, "id", "name");
    return reading;
  }

  @Test
  void anInstanceMadeAnewIsAnError() {
    Reading reading = reading();
    assertThatThrownBy(() -> reading.read(20))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> assertThat(e.code()).isEqualTo("MSSQL_CDC_INSTANCE_CHANGED"));
    assertThat(reading.events).isEmpty();
  }

  @Test
  void oneThatBeginsInTimeServes() {
    Reading reading = reading();
    assertThat(reading.read(30).events).contains("reached 40");
    assertThat(LogPosition.decode(reading.reached, LogPosition.CDC).streams().get("dbo.t").id())
        .isEqualTo(log.instances.get("dbo.t").getFirst().id());
  }
}
