package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a slot is what the server says of it, and the warning comes early. */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GaugesTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LIMIT = 40;

  /** What others write between two looks. */
  private static final double SLACK = 0.5 * MEGABYTE;

  private static OwnServer server;
  private static Database db;

  @BeforeAll
  static void server() {
    server = OwnServer.create().set("max_slot_wal_keep_size", LIMIT + "MB").start();
    db = server.database("shop");
    db.run("CREATE TABLE g (id int PRIMARY KEY)");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static double gauge(Capture capture, String name) {
    return capture.context.gauges.get(name).getAsDouble();
  }

  private static double server(String column) {
    return Double.parseDouble(
        db.value(
            "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), "
                + column
                + ") FROM pg_replication_slots"));
  }

  private static void write(int megabytes) {
    for (int i = 0; i < megabytes; i++) {
      db.run("SELECT pg_logical_emit_message(false, 'other', repeat('y', " + MEGABYTE + "))");
    }
  }

  @Test
  void lagRetentionShareAndTheEarlyWarning() {
    Capture capture = new Capture(db).table("public.g", "id");
    try {
      capture.snapshot();
      capture.open(false);
      assertThat(gauge(capture, Watch.LAG)).isBetween(0.0, SLACK);
      assertThat(gauge(capture, Watch.USED)).isBetween(0.0, 0.1);
      assertThat(capture.context.lines).noneMatch(l -> l.startsWith("WARNING"));
      capture.closeReader();
      write(25);

      capture.open(false);
      assertThat(gauge(capture, Watch.LAG))
          .isGreaterThan(24.5 * MEGABYTE)
          .isCloseTo(server("confirmed_flush_lsn"), within(SLACK));
      assertThat(gauge(capture, Watch.RETAINED))
          .isGreaterThan(24.5 * MEGABYTE)
          .isCloseTo(server("restart_lsn"), within(SLACK));
      assertThat(gauge(capture, Watch.USED))
          .isCloseTo(gauge(capture, Watch.RETAINED) / LIMIT / MEGABYTE, within(0.0001));
      assertThat(capture.context.lines)
          .filteredOn(l -> l.startsWith("WARNING"))
          .singleElement()
          .asString()
          .contains("% of max_slot_wal_keep_size", "is lost after", "run the pipeline more often");
      ChangeHealth health =
          capture
              .source()
              .capability(ChangeAdmin.class)
              .orElseThrow()
              .health(capture.scope)
              .orElseThrow();
      assertThat(health.active()).isTrue();
      assertThat((double) health.lagBytes()).isCloseTo(gauge(capture, Watch.LAG), within(SLACK));
      assertThat(health.warnings()).hasSize(1);

      // Read, confirmed, and looked at again while reading goes on.
      long start = System.nanoTime();
      while (gauge(capture, Watch.LAG) > 2 * MEGABYTE
          && System.nanoTime() - start < Duration.ofSeconds(40).toNanos()) {
        capture.load(Duration.ofMillis(500));
        capture.confirm();
      }
      assertThat(gauge(capture, Watch.LAG)).isLessThan(2.0 * MEGABYTE);
      assertThat(capture.context.lines).filteredOn(l -> l.startsWith("WARNING")).hasSize(1);
    } finally {
      CdcTests.end(capture);
    }
  }

  /** One that was stopped and not ended holds the slot: said by name, and over with it. */
  @Test
  void theNextReaderGoesOnOnceTheOneBeforeIsGone() {
    Capture zombie = new Capture(db).table("public.g", "id");
    try {
      zombie.snapshot();
      zombie.open(false);
      db.run("INSERT INTO g VALUES (1)");
      Capture next = new Capture(db).table("public.g", "id");
      next.position = zombie.position;
      next.copies.putAll(zombie.copies);
      try {
        next.open(true);
        throw new AssertionError("two readers of one slot");
      } catch (dpone.spi.error.DponeException active) {
        assertThat(active.code()).as(active.oneLine()).isEqualTo("PG_SLOT_ACTIVE");
        assertThat(active.category().retryable()).isTrue();
        assertThat(active.remedy()).contains("pg_terminate_backend(");
        String end =
            active.remedy().replaceAll(".*(SELECT pg_terminate_backend\\(\\d+\\)).*", "$1");
        // What the remedy says is what helps.
        assertThat(db.value(end)).isEqualTo("t");
      }
      next.catchUp();
      assertThat(next.copied("public.g")).hasSize(1).isEqualTo(next.actual("public.g"));
      next.confirm();
      next.close();
    } finally {
      zombie.closeReader();
      CdcTests.end(zombie);
    }
  }
}
