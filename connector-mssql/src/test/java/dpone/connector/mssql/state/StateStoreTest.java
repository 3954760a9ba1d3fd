package dpone.connector.mssql.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.testing.Shop;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.tds.Answer;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state store through the driver, against a scripted double. */
@Tag("integration")
class StateStoreTest {
  private static final StateKey KEY = new StateKey("shop", "orders");
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 30, 4, 0);
  private static final Lease LEASE = new Lease(KEY, "me", 3, Instant.EPOCH);
  private static final Column TEXT = Column.of("t", SqlType.units(Kind.NVARCHAR, 400));
  private static final Column TIME = Column.of("at", SqlType.temporal(Kind.DATETIME2, 7));
  private static final Column NUMBER = Column.of("n", Kind.BIGINT);

  private final Script script =
      Shop.script(new BulkRows())
          .on(Pattern.compile("(?s)SELECT token FROM .*"), Shop.number(3))
          .on(Pattern.compile("(?s)SELECT CONCAT\\(owner.*"), Answer.rows(List.of(TEXT)))
          .on(
              Pattern.compile("(?s)UPDATE \\[dpone_meta\\].\\[lease\\] SET owner.*"),
              Answer.rows(List.of(NUMBER, TIME)))
          .on(
              Pattern.compile("(?s)INSERT INTO \\[dpone_meta\\].\\[lease\\].*"),
              Answer.rows(List.of(NUMBER, TIME), new Object[] {3L, NOW}))
          .on(
              Pattern.compile("(?s)(INSERT INTO|UPDATE) \\[dpone_meta\\].\\[state\\].*"),
              Answer.count(1))
          .on(
              Pattern.compile("(?s)SELECT pipeline, scope, revision.*"),
              Answer.rows(
                  List.of(TEXT, TEXT, NUMBER, TEXT, TIME),
                  new Object[] {"shop", "orders", 1L, "{}", NOW}));

  private static StateStore store(TdsDouble server) {
    return MssqlStateStore.open(
        new Endpoint(
            TestOptions.connection(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(server.port()),
                "encrypt",
                "false",
                "user",
                "sa",
                "password",
                "secret"),
            TestOptions.of(StateOptions.SPEC)),
        new TestContext());
  }

  private static void fails(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void takesALeaseAndWritesUnderIt() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        StateStore store = store(server)) {
      Lease lease = store.acquire(KEY, "me", Duration.ofSeconds(30), 0);
      assertThat(lease.token()).isEqualTo(3);
      assertThat(lease.expiresAt()).isEqualTo(Instant.parse("2026-11-30T04:00:00Z"));
      StateEntry entry = store.write(KEY, 0, "{}", lease);
      assertThat(entry.revision()).isEqualTo(1);
      assertThat(store.read(KEY)).contains(entry);
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
    }
  }

  @Test
  void refusesAnotherRevisionAndRollsBack() {
    script.once(Pattern.compile("(?s)UPDATE \\[dpone_meta\\].\\[state\\].*"), Answer.count(0));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        StateStore store = store(server)) {
      fails("STATE_CONFLICT", () -> store.write(KEY, 4, "{}", LEASE));
      assertThat(script.seen()).anyMatch(s -> s.contains("ROLLBACK"));
    }
  }

  @Test
  void refusesALeaseThatWasTakenOver() {
    script.once(Pattern.compile("(?s)SELECT token FROM .*"), Shop.number(4));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        StateStore store = store(server)) {
      fails("STATE_FENCED", () -> store.write(KEY, 1, "{}", LEASE));
      assertThat(script.seen()).noneMatch(s -> s.startsWith("UPDATE [dpone_meta].[state]"));
    }
  }

  @Test
  void namesTheHolderOfALease() {
    script.once(
        Pattern.compile("(?s)SELECT CONCAT\\(owner.*"),
        Answer.rows(List.of(TEXT), new Object[] {"you until 2026-11-30T05:00:00Z"}));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        StateStore store = store(server)) {
      assertThatThrownBy(() -> store.acquire(KEY, "me", Duration.ofSeconds(30), 0))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> {
                assertThat(error.code()).isEqualTo("STATE_LEASED");
                assertThat(error.what()).contains("you until");
              });
    }
  }

  @Test
  void aLostAnswerOfACommitIsUnknown() {
    script.once(Pattern.compile("(?s)IF @@TRANCOUNT > 0 COMMIT TRAN.*"), Answer.reset());
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        StateStore store = store(server)) {
      fails("MSSQL_COMMIT_UNKNOWN", () -> store.write(KEY, 1, "{}", LEASE));
    }
  }
}
