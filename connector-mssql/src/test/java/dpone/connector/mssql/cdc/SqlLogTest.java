package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.connect.ConnectionOptions;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.testing.TestOptions;
import dpone.connector.mssql.type.MsType;
import dpone.service.tds.Answer;
import dpone.service.tds.Request;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the logs ask a server, and how they read its answers: against a double of its protocol. */
@Tag("integration")
class SqlLogTest {
  private static final TableName TABLE = new TableName("dbo", "t");
  private static final SqlType PLACE = SqlType.bytes(Kind.BINARY, 10);
  private static final SqlLog.Tracked TRACKED =
      new SqlLog.Tracked(
          "dbo.t",
          TABLE,
          List.of(
              column("id", MsType.of("int")), column("name", MsType.sized("nvarchar", MsType.MAX))),
          List.of("id"));

  private final List<Request> asked = new ArrayList<>();
  private final Script script =
      new Script()
          .on(Pattern.compile("(?i)set (?!fmtonly).*"), Answer.done())
          .on("SELECT 1", Answer.rows(List.of(Column.of("", Kind.INT)), new Object[] {1}))
          .on(Pattern.compile("IF @@TRANCOUNT > 0 .*"), Answer.done());
  private final TdsDouble server = TdsDouble.start(Settings.plain(script));
  private final TestContext context = new TestContext();

  private static ColumnInfo column(String name, MsType type) {
    return new ColumnInfo(name, type, true, false, false, false, null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Sessions sessions() {
    return new Sessions(
        new ConnectionSettings(
            TestOptions.of(
                ConnectionOptions.SPEC,
                "host",
                "127.0.0.1",
                "port",
                "" + server.port(),
                "database",
                "shop",
                "user",
                "sa",
                "password",
                "secret",
                "encrypt",
                "false")),
        context);
  }

  private void answer(String statement, Answer answer) {
    script.on(
        Pattern.compile(statement, Pattern.DOTALL),
        request -> {
          asked.add(request);
          return answer;
        });
  }

  private static Object[] row(Object... cells) {
    return cells;
  }

  private void capture() {
    answer(
        "SELECT CASE WHEN is_cdc_enabled.*", Answer.rows(List.of(Column.of("", Kind.INT)), row(1)));
    answer(
        "SELECT c.capture_instance.*",
        Answer.rows(
            List.of(
                Column.of("", SqlType.units(Kind.NVARCHAR, 128)),
                Column.of("", Kind.INT),
                Column.of("", PLACE),
                Column.of("", SqlType.units(Kind.NVARCHAR, 128)),
                Column.of("", Kind.INT)),
            row("dbo_t", 99, new Lsn(5, 0).bytes(), "id", 101),
            row("dbo_t", 99, new Lsn(5, 0).bytes(), "gone", 101),
            row("dbo_t", 99, new Lsn(5, 0).bytes(), "name", 101)));
    answer(
        "SELECT sys.fn_cdc_get_max_lsn\\(\\)",
        Answer.rows(List.of(Column.of("", PLACE)), row((Object) new Lsn(12, 7).bytes())));
    answer(
        "SELECT sys.fn_cdc_get_min_lsn\\(.*",
        Answer.rows(List.of(Column.of("", PLACE)), row((Object) new Lsn(5, 0).bytes())));
  }

  private static final List<Column> CHANGES =
      List.of(
          Column.of("__$start_lsn", PLACE),
          Column.of("__$seqval", PLACE),
          Column.of("__$operation", Kind.INT),
          Column.of("__$update_mask", SqlType.bytes(Kind.VARBINARY, 128)),
          Column.of("id", Kind.INT),
          Column.of("name", SqlType.max(Kind.NVARCHAR)));

  private static Object[] change(
      int lsn, int seq, int operation, int mask, Object id, Object name) {
    return new Object[] {
      new Lsn(lsn, 0).bytes(),
      new Lsn(seq, 0).bytes(),
      operation,
      new byte[] {(byte) mask},
      id,
      name
    };
  }

  @Test
  void changesOfAnInstanceAreReadAsTheServerHasThem() {
    capture();
    answer(
        ".*fn_cdc_get_all_changes_dbo_t.*",
        Answer.rows(
            CHANGES,
            change(10, 1, 2, 7, 1, "ж"),
            change(11, 1, 3, 1, 1, null),
            change(11, 1, 4, 1, 2, null),
            change(12, 1, 1, 7, 2, "ж")));
    CdcLog log = new CdcLog(sessions(), 1 << 20, List.of(TRACKED));
    CaptureInstance instance = log.instances(TABLE.sql()).getFirst();
    assertThat(instance.columns()).containsExactly("id", "gone", "name");
    Reading reading = new Reading(new RecordedLog());
    reading.log.instances.put("[dbo].[t]", List.of(instance));
    reading.stream("[dbo].[t]");
    LogPosition start = reading.from(new ChangePoint(new Lsn(9, 0), new Lsn(3, 0), 2));
    try (LogReader reader = new LogReader(context, log, reading.streams, start, true)) {
      while (!reader.complete()) {
        reading.take(reader.next(java.time.Duration.ZERO).orElseThrow(), reader);
      }
    }
    assertThat(reading.rows)
        .containsExactly(
            "[dbo].[t] INSERT 1 ж -",
            // The name is large and was left out, and the key's bit is set.
            "[dbo].[t] UPDATE 2 = 1",
            "[dbo].[t] DELETE 2 - -");
    Request read =
        asked.stream().filter(r -> r.text().contains("all_changes")).findFirst().orElseThrow();
    assertThat(read.text()).contains("__$update_mask, [id], [name]").doesNotContain("gone");
    assertThat(read.parameters().stream().map(p -> p.value()).toList())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new Lsn(9, 0).bytes(),
            new Lsn(12, 7).bytes(),
            new Lsn(9, 0).bytes(),
            new Lsn(9, 0).bytes(),
            new Lsn(3, 0).bytes(),
            new Lsn(3, 0).bytes(),
            2);
    assertThat(script.unknown()).isEmpty();
    assertThat(server.troubles()).isEmpty();
  }

  @Test
  void aDatabaseWithoutCaptureHasNoInstances() {
    answer(
        "SELECT CASE WHEN is_cdc_enabled.*", Answer.rows(List.of(Column.of("", Kind.INT)), row(0)));
    try (CdcLog log = new CdcLog(sessions(), 1 << 20, List.of(TRACKED))) {
      assertThat(log.instances(TABLE.sql())).isEmpty();
      assertThat(log.setup(TABLE.sql())).first().isEqualTo("EXEC sys.sp_cdc_enable_db;");
    }
  }

  @Test
  void anInstanceThatTheServerDoesNotKnowIsAnError() {
    answer(
        "SELECT sys.fn_cdc_get_min_lsn\\(.*",
        Answer.rows(List.of(Column.of("", PLACE)), row((Object) new byte[10])));
    CaptureInstance gone = new CaptureInstance("dbo_t", TABLE.sql(), 1, 2, Lsn.ZERO, List.of());
    try (CdcLog log = new CdcLog(sessions(), 1 << 20, List.of(TRACKED))) {
      assertThatThrownBy(() -> log.oldest(gone))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.code()).isEqualTo("MSSQL_CDC_INSTANCE_CHANGED"));
    }
  }

  /**
   * The position is the version that was the last when the read began, whatever was changed since.
   */
  @Test
  void trackedChangesAreReadUpToTheVersionOfTheirEnd() {
    answer(
        "SELECT CHANGE_TRACKING_CURRENT_VERSION\\(\\)",
        Answer.rows(List.of(Column.of("", Kind.BIGINT)), row(42L)));
    answer(
        "SELECT CHANGE_TRACKING_MIN_VALID_VERSION.*",
        Answer.rows(List.of(Column.of("", Kind.BIGINT)), row(7L)));
    answer(
        "SELECT object_id, begin_version .*",
        Answer.rows(List.of(Column.of("", Kind.INT), Column.of("", Kind.BIGINT)), row(99, 1L)));
    answer(
        "SELECT CASE WHEN snapshot_isolation_state.*",
        Answer.rows(List.of(Column.of("", Kind.INT)), row(1)));
    answer(
        ".*CHANGETABLE.*",
        Answer.rows(
            List.of(
                Column.of("v", Kind.BIGINT),
                Column.of("o", SqlType.units(Kind.NCHAR, 1)),
                Column.of("id", Kind.INT),
                Column.of("name", SqlType.max(Kind.NVARCHAR))),
            row(8L, "I", 1, "a"),
            row(8L, "U", 2, null),
            row(41L, "D", 3, null)));
    TrackingLog log = new TrackingLog(sessions(), 1 << 20, List.of(TRACKED), "shop");
    CaptureInstance instance = log.instances(TABLE.sql()).getFirst();
    Reading reading = new Reading(new RecordedLog());
    reading.log.instances.put("[dbo].[t]", List.of(instance));
    reading.stream("[dbo].[t]");
    LogPosition start = reading.from(ChangePoint.end(Lsn.version(7)));
    try (LogReader reader = new LogReader(context, log, reading.streams, start, true)) {
      while (!reader.complete()) {
        reading.take(reader.next(java.time.Duration.ZERO).orElseThrow(), reader);
      }
    }
    assertThat(reading.rows)
        .containsExactly(
            "[dbo].[t] INSERT 1 a -", "[dbo].[t] UPDATE 2 - -", "[dbo].[t] DELETE 3 - -");
    assertThat(reading.events).last().isEqualTo("reached 42");
    Request read =
        asked.stream().filter(r -> r.text().contains("CHANGETABLE")).findFirst().orElseThrow();
    assertThat(read.parameters().stream().map(p -> p.value()).toList()).isEqualTo(List.of(7L, 42L));
    assertThat(script.seen()).anyMatch(s -> s.toLowerCase().contains("isolation level snapshot"));
    assertThat(script.unknown()).isEmpty();
    // One version earlier, and the server has forgotten what came after it.
    TrackingLog again = new TrackingLog(sessions(), 1 << 20, List.of(TRACKED), "shop");
    assertThatThrownBy(() ->
            new LogReader(
                context,
                again,
                reading.streams,
                reading.from(ChangePoint.end(Lsn.version(6))),
                true))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("MSSQL_LOG_POSITION_LOST"));
    again.close();
  }

  @Test
  void aConnectionThatBreaksWithinTheChangesIsAnErrorOfTheConnection() {
    capture();
    answer(
        ".*fn_cdc_get_all_changes_dbo_t.*",
        Answer.begun(CHANGES, change(10, 1, 2, 7, 1, "a")).and(Answer.reset()));
    CaptureInstance instance =
        new CaptureInstance("dbo_t", TABLE.sql(), 99, 101, new Lsn(5, 0), List.of("id", "name"));
    try (CdcLog log = new CdcLog(sessions(), 1 << 20, List.of(TRACKED));
        ChangeCursor cursor = log.open(instance, ChangePoint.end(new Lsn(9, 0)), new Lsn(12, 7))) {
      assertThatThrownBy(
              () -> {
                while (cursor.next()) {
                  assertThat(cursor.changed(0)).isTrue();
                }
              })
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("MSSQL_CONNECTION_LOST"));
    }
    assertThat(Set.copyOf(script.unknown())).isEmpty();
  }
}
