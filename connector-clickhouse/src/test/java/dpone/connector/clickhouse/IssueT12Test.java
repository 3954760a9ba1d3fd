package dpone.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.testing.ClickHouseTestServer;
import dpone.connector.clickhouse.testing.Read;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instants stay what they are, whatever the zones of column, session and server. */
@Tag("integration")
class IssueT12Test {
  @Test
  void instantsAtAGapAndAnOverlapAreNotShifted() {
    Read read = new Read(ClickHouseTestServer.get().database("issue_t12"));
    // Both are 02:30 in Berlin on the day on which the clocks go back, and the last two are a
    // second before and at the hour that is not there in spring.
    read.query =
        "SELECT toDateTime(1792888200, 'Europe/Berlin') AS a, toDateTime(1792891800,"
            + " 'Europe/Berlin') AS b, toDateTime64(1774745999, 3, 'Europe/Berlin') AS c,"
            + " fromUnixTimestamp64Micro(1774746000000001, 'America/St_Johns') AS d";
    String expected = "1792888200000000|1792891800000000|1774745999000000|1774746000000001";
    assertThat(read.run().rows).containsExactly(expected);
    for (String zone : new String[] {"Asia/Tokyo", "America/New_York", "Europe/Berlin"}) {
      read.sourceOptions.put("settings", Map.of("session_timezone", zone));
      assertThat(read.run().rows).as(zone).containsExactly(expected);
    }
  }
}
