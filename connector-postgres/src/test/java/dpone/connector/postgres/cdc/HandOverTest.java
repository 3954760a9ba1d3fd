package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.source.ReadSession;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between snapshot and changes there is neither a gap nor an overlap. */
@Tag("integration")
class HandOverTest {
  private final Database db = PostgresTestServer.get().database("cdc_hand_over");
  private final Capture capture = new Capture(db);
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  @BeforeEach
  void tables() {
    db.run(
        "DROP TABLE IF EXISTS h1, h2",
        "CREATE TABLE h1 (id bigserial PRIMARY KEY, v int)",
        "CREATE TABLE h2 (id bigserial PRIMARY KEY, v int)",
        "INSERT INTO h1 (v) SELECT i FROM generate_series(1, 20000) AS i");
  }

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  private Thread writer() {
    return Thread.ofPlatform()
        .start(() -> {
          try (Connection c = db.connect();
              Statement statement = c.createStatement()) {
            c.setAutoCommit(false);
            for (int i = 0; !stop.get(); i++) {
              statement.execute("INSERT INTO h1 (v) VALUES (" + i + ")");
              statement.execute("UPDATE h1 SET v = v + 1 WHERE id = " + (1 + i * 7 % 20000));
              statement.execute("INSERT INTO h2 (v) VALUES (" + i + ")");
              if (i % 3 == 0) {
                statement.execute(
                    "DELETE FROM h1 WHERE id = (SELECT min(id) FROM h1 WHERE id > 10000)");
              }
              if (i % 5 == 4) {
                c.rollback();
              } else {
                c.commit();
              }
            }
          } catch (Exception broken) {
            failure.set(broken);
          }
        });
  }

  @Test
  void whileOthersWriteAndATableIsAddedLater() throws Exception {
    Thread writer = writer();
    try {
      Thread.sleep(300);
      capture.table("public.h1", "id");
      capture.snapshot();
      capture.open(false);
      for (int i = 0; i < 5; i++) {
        capture.load(Duration.ofSeconds(5));
      }
      capture.restart();
      capture.table("public.h2", "id");
      assertThat(capture.source().uncovered(capture.position, List.of("public.h1", "public.h2")))
          .containsExactly("public.h2");
      capture.snapshot();
      capture.open(false);
      for (int i = 0; i < 5; i++) {
        capture.load(Duration.ofSeconds(5));
      }
      capture.closeReader();
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(failure.get()).isNull();
    capture.catchUp();
    for (String table : List.of("public.h1", "public.h2")) {
      assertThat(capture.copied(table)).as(table).isEqualTo(capture.actual(table));
    }
  }

  @Test
  void aSlotThatARunLeftBeforeItsFirstCommitIsMadeAgain() {
    capture.table("public.h1", "id");
    try (ReadSession abandoned =
        capture.source().snapshot(capture.request(List.of("public.h1"), false, false))) {
      assertThat(abandoned.splits()).isNotEmpty();
    }
    String slot = ChangeSettings.defaultName(capture.scope);
    assertThat(db.column("SELECT slot_name FROM pg_replication_slots")).contains(slot);
    capture.restart();
    db.run("DELETE FROM h1 WHERE id > 5");
    capture.snapshot();
    db.run("DELETE FROM h1 WHERE id > 3");
    capture.catchUp();
    assertThat(capture.copied("public.h1")).hasSize(3).isEqualTo(capture.actual("public.h1"));
  }

  @Test
  void aSlotAndAPublicationMadeByAnAdministrator() {
    db.run(
        "CREATE PUBLICATION given FOR TABLE h1",
        "SELECT pg_create_logical_replication_slot('given_slot', 'pgoutput')");
    try {
      capture.cdc.put("create", false);
      capture.cdc.put("slot", "given_slot");
      capture.cdc.put("publication", "given");
      capture.table("public.h1", "id");
      db.run("UPDATE h1 SET v = -1 WHERE id < 10");
      capture.snapshot();
      db.run("UPDATE h1 SET v = -2 WHERE id < 5");
      capture.catchUp();
      assertThat(capture.copied("public.h1")).isEqualTo(capture.actual("public.h1"));
      assertThat(capture.received).containsEntry("public.h1", 4L);
    } finally {
      capture.restart();
      CdcTests.dropSlot(db, "given_slot");
      db.run("DROP PUBLICATION given");
    }
  }

  @Test
  void aStreamThatIsTakenOutLeavesThePublication() {
    capture.table("public.h1", "id").table("public.h2", "id");
    capture.snapshot();
    capture.keys.remove("public.h2");
    capture.catchUp();
    assertThat(db.column("SELECT tablename FROM pg_publication_tables")).containsExactly("h1");
  }

  @Test
  void theSnapshotOfAChangedTableIsRefused() {
    capture.table("public.h1", "id");
    var request = capture.request(List.of("public.h1"), false, false);
    db.run("ALTER TABLE h1 ADD COLUMN more int, DROP COLUMN v");
    assertThatThrownBy(() -> capture.source().snapshot(request).close()).hasMessageContaining("no");
  }
}
