package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.LoadMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A primary that dies in the middle of a load, and a real standby that takes its place. */
@Tag("integration")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailoverTest {
  private static final String ROWS = "SELECT count(*) || '/' || sum(id) FROM landing.big";
  private static OwnServer source;
  private static OwnServer primary;
  private static OwnServer standby;
  private static Database from;

  @BeforeAll
  static void servers() {
    source = OwnServer.create().start();
    from = source.database("shop");
    from.run(
        "CREATE TABLE big AS SELECT i AS id, repeat(md5(i::text), 20) AS v FROM"
            + " generate_series(1, 20000) i");
    primary = OwnServer.create().start();
    primary.database("warehouse");
    standby = primary.standby().start();
  }

  @AfterAll
  static void stop() {
    source.close();
    primary.close();
    standby.close();
  }

  private static Database sink(Map<String, String> more) {
    Map<String, String> connection = new HashMap<>(primary.existing("warehouse").connection());
    connection.put("host", "127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port());
    connection.putAll(more);
    return new Database(connection);
  }

  private static Move append(Database sink) {
    Move move = new Move(from, sink, "public.big");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.context.batchBytes = 100_000;
    return move;
  }

  private static DponeException failure(Move move) {
    try {
      move.run();
    } catch (DponeException expected) {
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  private static void awaitReplay() throws InterruptedException {
    String lag = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()";
    Database database = primary.existing("warehouse");
    String replayed = database.value(lag);
    for (int i = 0; i < 200 && replayed.equals("0"); i++) {
      Thread.sleep(50);
      replayed = database.value(lag);
    }
    assertThat(replayed).isEqualTo("1");
  }

  @Test
  void aStandbyTakesOverWithoutLossAndWithoutDoubles() throws Exception {
    append(sink(Map.of())).run();
    assertThat(primary.existing("warehouse").value(ROWS)).isEqualTo("20000/200010000");
    awaitReplay();

    DponeException refused = failure(append(sink(Map.of("host", "127.0.0.1:" + standby.port()))));
    assertThat(refused.code()).as(refused.oneLine()).isEqualTo(PgCode.READ_ONLY.code());
    assertThat(refused.category()).isEqualTo(ErrorCategory.CONFIG);
    assertThat(refused.oneLine()).contains("standby", "connect to the primary");

    Move reading =
        new Move(sink(Map.of("target_session_attrs", "prefer_standby")), from, "landing.big");
    reading.target = "public.copied";
    reading.run();
    assertThat(from.value("SELECT count(*) FROM copied")).isEqualTo("20000");
    assertThat(standby.existing("warehouse").value("SELECT pg_is_in_recovery()")).isEqualTo("t");

    Move cut = append(sink(Map.of()));
    boolean[] done = {false};
    cut.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.MID_WRITE && !done[0]) {
            done[0] = true;
            primary.crash();
          }
        };
    DponeException lost = failure(cut);
    assertThat(lost.category()).as(lost.oneLine()).isEqualTo(ErrorCategory.TRANSIENT);

    DponeException nobody = failure(append(sink(Map.of())));
    assertThat(nobody.code()).as(nobody.oneLine()).isEqualTo("PG_NO_SUITABLE_SERVER");
    assertThat(nobody.category()).isEqualTo(ErrorCategory.TRANSIENT);

    Database promoted = standby.existing("warehouse");
    assertThat(promoted.value("SELECT pg_promote()")).isEqualTo("t");
    assertThat(promoted.value(ROWS)).as("untouched").isEqualTo("20000/200010000");
    append(sink(Map.of())).run();
    assertThat(promoted.value(ROWS)).isEqualTo("40000/400020000");
  }
}
