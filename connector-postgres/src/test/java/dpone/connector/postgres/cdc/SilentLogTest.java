package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** W02, W04: what does not concern the streams, and silence, still move the position. */
@Tag("integration")
class SilentLogTest {
  private final Database db = PostgresTestServer.get().database("cdc_silent");
  private final Capture capture = new Capture(db);
  private final String slot = ChangeSettings.defaultName(capture.scope);

  @BeforeEach
  void tables() {
    db.run(
        "DROP TABLE IF EXISTS i, other",
        "CREATE TABLE i (id int PRIMARY KEY, v text)",
        "CREATE TABLE other (id bigserial, v text)");
    capture.cdc.put("heartbeat_interval", Duration.ofMillis(300));
    capture.table("public.i", "id");
    capture.snapshot();
  }

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  private long lsn() {
    return WalPosition.decode(capture.position).lsn();
  }

  private long retained() {
    return Long.parseLong(
        db.value(
            "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint"
                + " FROM pg_replication_slots WHERE slot_name = '"
                + slot
                + "'"));
  }

  @Test
  void otherTablesTrafficMovesThePositionAndFreesTheLog() throws InterruptedException {
    capture.open(false);
    long floor = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      db.run("INSERT INTO other (v) SELECT repeat('x', 500) FROM generate_series(1, 4000)");
      long written = Lsn.parse(db.value("SELECT pg_current_wal_flush_lsn()"));
      long start = System.nanoTime();
      while (Lsn.before(lsn(), written) && System.nanoTime() - start < 20_000_000_000L) {
        capture.load(Duration.ofMillis(500));
      }
      assertThat(Lsn.before(lsn(), written)).as("the position follows").isFalse();
      capture.confirm();
      // The server's own note of running transactions, after which it can forget.
      db.run("CHECKPOINT");
      start = System.nanoTime();
      while (retained() > 1_500_000 && System.nanoTime() - start < 20_000_000_000L) {
        capture.load(Duration.ofMillis(300));
        capture.confirm();
      }
      floor = Math.min(floor, retained());
    }
    assertThat(floor).as("bytes retained at last").isLessThan(1_500_000);
    assertThat(capture.received).isEmpty();
  }

  @Test
  void aSilentDatabaseMovesByItsHeartbeat() {
    capture.open(false);
    long before = lsn();
    int moved = 0;
    for (int i = 0; i < 20 && moved < 3; i++) {
      long last = lsn();
      capture.load(Duration.ofSeconds(2));
      moved += lsn() != last ? 1 : 0;
    }
    assertThat(Lsn.before(before, lsn())).isTrue();
    assertThat(moved).isGreaterThanOrEqualTo(3);
  }

  /** A slot is not consumed by reading: only what was confirmed is gone. */
  @Test
  void nothingIsConsumedBeforeItIsConfirmed() {
    db.run("INSERT INTO i SELECT n, 'x' FROM generate_series(1, 10) AS n");
    var start = capture.position;
    String confirmed =
        "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '" + slot + "'";
    String before = db.value(confirmed);
    capture.catchUp();
    assertThat(capture.copied("public.i")).hasSize(10);
    assertThat(db.value(confirmed)).isEqualTo(before);
    // The load never became durable: the same position again, the same rows again.
    var reached = capture.position;
    capture.position = start;
    capture.copies.clear();
    capture.received.clear();
    capture.catchUp();
    assertThat(capture.received).containsEntry("public.i", 10L);
    capture.position = reached;
    capture.confirm();
    assertThat(db.value(confirmed)).isEqualTo(Lsn.text(lsn()));
    capture.received.clear();
    capture.catchUp();
    assertThat(capture.received).isEmpty();
  }

  /** Even where the server was told less than the position says, nothing comes twice. */
  @Test
  void transactionsBeforeThePositionAreLeftOut() {
    db.run("INSERT INTO i VALUES (1, 'a')");
    capture.catchUp();
    db.run("INSERT INTO i VALUES (2, 'b')");
    capture.catchUp();
    assertThat(capture.received).containsEntry("public.i", 2L);
    assertThat(capture.copied("public.i")).isEqualTo(capture.actual("public.i"));
  }
}
