package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong with slots, publications and tables, one clear error each. */
@Tag("integration")
class SlotTest {
  private final Database db = PostgresTestServer.get().database("cdc_slots");
  private final Capture capture = new Capture(db);
  private final String slot = ChangeSettings.defaultName(capture.scope);

  @BeforeEach
  void table() {
    db.run(
        "DROP TABLE IF EXISTS s, s2 CASCADE",
        "CREATE TABLE s (id int PRIMARY KEY, v text)",
        "INSERT INTO s VALUES (1, 'one')");
    capture.table("public.s", "id");
  }

  @AfterEach
  void end() {
    CdcTests.end(capture);
  }

  private static DponeException error(String code, ThrowingCallable call) {
    DponeException[] found = new DponeException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              found[0] = e;
              assertThat(e.code()).as(e.oneLine()).isEqualTo(code);
              assertThat(e.remedy()).isNotEmpty();
            });
    return found[0];
  }

  /** W06: a lost position is terminal and says what to do. */
  @Test
  void aSlotThatIsGoneIsNotTriedAgain() {
    capture.snapshot();
    CdcTests.dropSlot(db, slot);
    DponeException lost = error("PG_SLOT_LOST", () -> capture.open(true));
    assertThat(lost.category()).isEqualTo(ErrorCategory.DATA);
    assertThat(lost.category().retryable()).isFalse();
    assertThat(lost.remedy()).contains("reset the pipeline's state");
  }

  /** A start below what the log holds is an error, and never raised in silence. */
  @Test
  void aSlotThatSomebodyElseConsumedIsLost() {
    capture.snapshot();
    db.run(
        "INSERT INTO s VALUES (2, 'two')",
        "SELECT pg_replication_slot_advance('" + slot + "', pg_current_wal_lsn())");
    assertThat(error("PG_SLOT_LOST", () -> capture.open(true)).what()).contains("somebody else");
  }

  @Test
  void aSlotThatTheServerGaveUp() {
    capture.snapshot();
    db.run("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
    try {
      for (int i = 0; i < 3; i++) {
        db.run(
            "SELECT pg_logical_emit_message(false, 'x', repeat('y', 1000000))",
            "SELECT pg_switch_wal()");
      }
      db.run("CHECKPOINT");
      ChangeAdmin admin = capture.source().capability(ChangeAdmin.class).orElseThrow();
      assertThat(admin.health(capture.scope).orElseThrow().warnings())
          .anyMatch(w -> w.contains("is lost") && w.contains("reset the pipeline's state"));
      error("PG_SLOT_LOST", () -> capture.open(true));
    } finally {
      db.run("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
    }
  }

  @Test
  void aSlotOfAnotherPlugin() {
    capture.snapshot();
    CdcTests.dropSlot(db, slot);
    db.run("SELECT pg_create_logical_replication_slot('" + slot + "', 'test_decoding')");
    error("PG_SLOT_FOREIGN", () -> capture.open(true));
  }

  @Test
  void aSlotThatIsReadByAnotherProcess() throws InterruptedException {
    capture.snapshot();
    capture.open(false);
    Capture other = new Capture(db);
    other.table("public.s", "id");
    other.position = capture.position;
    String pid =
        db.value("SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + slot + "'");
    DponeException active = error("PG_SLOT_ACTIVE", () -> other.open(true));
    assertThat(active.what()).contains(pid);
    assertThat(active.category().retryable()).isTrue();
    other.close();
    error(
        "PG_SLOT_ACTIVE",
        () -> capture.source().capability(ChangeAdmin.class).orElseThrow().drop(capture.scope));
  }

  @Test
  void aPositionOfAnotherCluster() {
    capture.snapshot();
    WalPosition here = WalPosition.decode(capture.position);
    capture.position =
        new WalPosition(
                here.lsn(),
                here.slot(),
                here.publication(),
                "1",
                here.timeline(),
                here.database(),
                here.streams())
            .encode();
    error("PG_SLOT_FOREIGN", () -> capture.open(true));
  }

  @Test
  void aServerWhoseLogEndsBeforeThePosition() {
    capture.snapshot();
    WalPosition here = WalPosition.decode(capture.position);
    capture.position = here.at(here.lsn() + (1L << 40), here.streams()).encode();
    assertThat(error("PG_SLOT_LOST", () -> capture.open(true)).what()).contains("restored");
  }

  @Test
  void allSlotsInUse() {
    int made = 0;
    try {
      while (made < 20) {
        db.run("SELECT pg_create_physical_replication_slot('full_" + made + "')");
        made++;
      }
    } catch (IllegalStateException full) {
      error("PG_SLOTS_FULL", capture::snapshot);
    } finally {
      for (int i = 0; i < made; i++) {
        db.run("SELECT pg_drop_replication_slot('full_" + i + "')");
      }
    }
    assertThat(made).isLessThan(20);
  }

  @Test
  void aUserWhoMayNotReplicate() {
    db.run(
        "DROP ROLE IF EXISTS plain",
        "CREATE ROLE plain LOGIN PASSWORD 'secret'",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO plain",
        "GRANT CREATE ON DATABASE cdc_slots TO plain",
        "ALTER TABLE s OWNER TO plain");
    Map<String, String> connection = new java.util.HashMap<>(db.connection());
    connection.put("user", "plain");
    connection.put("password", "secret");
    try (Capture plain = new Capture(new Database(connection))) {
      plain.scope = new ChangeScope("test", "plain");
      plain.table("public.s", "id");
      error("PG_NO_REPLICATION", plain::snapshot);
    } finally {
      db.run(
          "DROP PUBLICATION IF EXISTS "
              + ChangeSettings.defaultName(new ChangeScope("test", "plain")),
          "DROP TABLE s",
          "DROP OWNED BY plain",
          "DROP ROLE plain");
    }
  }

  @Test
  void publicationsThatDoNotFit() {
    db.run("CREATE TABLE s2 (id int PRIMARY KEY)", "CREATE PUBLICATION p2 FOR TABLE s2");
    try {
      capture.cdc.put("publication", "p2");
      assertThat(error("PG_PUBLICATION", capture::snapshot).what())
          .contains("lacks the table public.s");
      db.run("ALTER PUBLICATION p2 SET TABLE s WHERE (id > 5)");
      assertThat(error("PG_PUBLICATION", capture::snapshot).what()).contains("filters the rows");
      db.run("ALTER PUBLICATION p2 SET TABLE s (id)");
      assertThat(error("PG_PUBLICATION", capture::snapshot).what()).contains("lacks columns");
      db.run("ALTER PUBLICATION p2 SET TABLE s", "ALTER PUBLICATION p2 SET (publish = 'insert')");
      assertThat(error("PG_PUBLICATION", capture::snapshot).what()).contains("does not publish");
      capture.restart();
      capture.cdc.put("create", false);
      capture.cdc.put("publication", "absent");
      error("PG_PUBLICATION", capture::snapshot);
    } finally {
      db.run("DROP PUBLICATION p2");
    }
  }

  @Test
  void tablesWhoseChangesCannotBeCaptured() {
    db.run(
        "CREATE TABLE s2 (id int, a int NOT NULL, b text, _dpone_kind int)",
        "CREATE UNIQUE INDEX s2_a ON s2 (a)",
        "CREATE UNLOGGED TABLE s3 (id int PRIMARY KEY)",
        "CREATE VIEW s4 AS SELECT * FROM s");
    try {
      capture.table("public.s2", "id");
      error("PG_CDC_UNSUPPORTED", () -> capture.describe("public.s2"));
      db.run("ALTER TABLE s2 DROP COLUMN _dpone_kind");
      error("PG_REPLICA_IDENTITY", () -> capture.describe("public.s2"));
      db.run("ALTER TABLE s2 REPLICA IDENTITY USING INDEX s2_a");
      assertThat(error("PG_REPLICA_IDENTITY", () -> capture.describe("public.s2")).what())
          .contains("an index over a");
      db.run("ALTER TABLE s2 REPLICA IDENTITY NOTHING");
      error("PG_REPLICA_IDENTITY", () -> capture.describe("public.s2"));
      db.run("ALTER TABLE s2 REPLICA IDENTITY FULL");
      assertThat(capture.describe("public.s2").notes()).anyMatch(n -> n.contains("FULL"));
      capture.table("public.s3", "id").table("public.s4", "id");
      error("PG_CDC_UNSUPPORTED", () -> capture.describe("public.s3"));
      error("PG_CDC_UNSUPPORTED", () -> capture.describe("public.s4"));
    } finally {
      db.run("DROP VIEW s4", "DROP TABLE s3");
    }
    capture.keys.keySet().retainAll(java.util.Set.of("public.s"));
  }

  /** The log has their binary form only, which nothing but PostgreSQL reads. */
  @Test
  void columnsThatOnlyTheWireLaneCarriesAreRefusedAtPlanTime() {
    db.run("CREATE TABLE s2 (id int PRIMARY KEY, v text, at inet)");
    var info = capture.table("public.s2", "id").describe("public.s2");
    var all = dpone.spi.source.StreamSelection.all("public.s2");
    var mode = dpone.spi.source.ReadMode.CHANGES;
    assertThat(
            capture
                .source()
                .explain(
                    new dpone.spi.source.StreamRead(
                        all, info.schema(), mode, info.wireFormats().get(0))))
        .isEmpty();
    DponeException refused =
        error(
            "PG_TYPE_UNMAPPED",
            () ->
                capture
                    .source()
                    .explain(new dpone.spi.source.StreamRead(all, info.schema(), mode, null)));
    assertThat(refused.place().stream()).isEqualTo("public.s2");
    assertThat(refused.place().field()).isEqualTo("at");
    assertThat(refused.oneLine()).contains("inet");
    capture.keys.remove("public.s2");
  }

  @Test
  void healthAndDrop() {
    ChangeAdmin admin = capture.source().capability(ChangeAdmin.class).orElseThrow();
    assertThat(admin.health(capture.scope)).isEmpty();
    assertThat(admin.drop(capture.scope)).isEmpty();
    capture.snapshot();
    assertThat(admin.health(capture.scope).orElseThrow())
        .satisfies(h -> {
          assertThat(h.name()).isEqualTo(slot);
          assertThat(h.status()).isEqualTo("reserved");
          assertThat(h.retainedBytes()).isPositive();
          assertThat(h.warnings()).isEmpty();
        });
    assertThat(admin.drop(capture.scope))
        .containsExactly("replication slot " + slot, "publication " + slot);
    assertThat(db.column("SELECT slot_name FROM pg_replication_slots")).isEmpty();
  }
}
