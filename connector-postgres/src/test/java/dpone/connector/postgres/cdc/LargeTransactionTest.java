package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.cdc.ChangeEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million rows in one transaction, in bounded memory, and a consumer that takes its time. */
@Tag("integration")
class LargeTransactionTest {
  private static final int ROWS = 1_000_000;
  private static final long BUDGET = 48L << 20;

  private final Database db = PostgresTestServer.get().database("cdc_large");
  private final Capture capture = new Capture(db);

  @AfterEach
  void end() {
    CdcTests.end(capture);
    db.run("ALTER SYSTEM RESET wal_sender_timeout", "SELECT pg_reload_conf()", "DROP TABLE large");
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Its consumer sleeps for longer than the server waits for a sign of life (rule CDC-7). */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "off"})
  void aMillionRowsPastASlowConsumer(String streaming) throws InterruptedException {
    db.run(
        "ALTER SYSTEM SET wal_sender_timeout = '2s'",
        "SELECT pg_reload_conf()",
        "DROP TABLE IF EXISTS large",
        "CREATE TABLE large (id int PRIMARY KEY, v text, n bigint)");
    capture.cdc.put("streaming", streaming);
    capture.table("public.large", "id");
    capture.snapshot();
    long before = heap();
    db.run(
        "INSERT INTO large SELECT i, 'some text of no great length ' || i, i FROM"
            + " generate_series(1, "
            + ROWS
            + ") AS i");
    capture.open(true);
    long rows = 0;
    long events = 0;
    long most = 0;
    boolean reached = false;
    while (!reached) {
      Optional<ChangeEvent> event = capture.reader.next(Duration.ofSeconds(60));
      switch (event.orElseThrow()) {
        case ChangeEvent.Rows part -> {
          rows += part.chunk().rows();
          part.chunk().close();
          if (events++ == 5) {
            Thread.sleep(5000);
          }
          if (events % 40 == 0) {
            most = Math.max(most, heap() - before);
          }
        }
        case ChangeEvent.Reached end -> reached = rows > 0;
        case ChangeEvent.SchemaChange change -> throw new AssertionError(change);
      }
    }
    assertThat(rows).isEqualTo(ROWS);
    assertThat(capture.reader.receipts().get(0).rows()).isEqualTo(ROWS);
    assertThat(events).isGreaterThan(50);
    assertThat(most).as("heap after a collection").isLessThan(BUDGET);
  }
}
