package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.MssqlConnector;
import dpone.connector.mssql.source.SourceOptions;
import dpone.connector.mssql.testing.Shop;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.tds.Answer;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Request;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.spi.Endpoint;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table read whole, and then by its changes: against a double of the server's protocol. */
@Tag("integration")
class MssqlChangeSourceTest {
  private static final SqlType PLACE = SqlType.bytes(Kind.BINARY, 10);
  private static final SqlType NAME = SqlType.units(Kind.NVARCHAR, 128);
  private static final ChangeScope SCOPE = new ChangeScope("shop", "changes");
  private static final StreamSelection ORDERS = StreamSelection.all("landing.orders");

  private final TestContext context = new TestContext();
  private final Script script = Shop.script(new BulkRows());
  private final List<Request> asked = new ArrayList<>();
  private final TdsDouble server = TdsDouble.start(Settings.plain(script));
  private final Endpoint endpoint =
      new Endpoint(TestOptions.toDouble(server.port()), TestOptions.of(SourceOptions.SPEC));
  private final ChangeSource changes = new MssqlConnector().changes(endpoint, context);

  @AfterEach
  void stop() {
    changes.close();
    server.close();
  }

  private void answer(String statement, Answer answer) {
    script.on(
        Pattern.compile("(?is)" + statement),
        request -> {
          asked.add(request);
          return answer;
        });
  }

  private static Answer place(long high, int low) {
    return Answer.rows(List.of(Column.of("", PLACE)), new Object[] {new Lsn(high, low).bytes()});
  }

  private static Answer text(String... cells) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      columns.add(Column.of("c" + i, NAME));
    }
    return Answer.rows(columns, (Object[]) cells);
  }

  private static Answer none() {
    return Answer.rows(List.of(Column.of("n", Kind.BIGINT)));
  }

  private static Object[] captured(String column) {
    return new Object[] {"landing_orders", 99, new Lsn(5, 0).bytes(), column, 101};
  }

  private void capture(Answer oldest) {
    answer("SELECT CASE WHEN is_cdc_enabled.*", Shop.number(1));
    answer(
        "SELECT c.capture_instance.*",
        Answer.rows(
            List.of(
                Column.of("", NAME),
                Column.of("", Kind.INT),
                Column.of("", PLACE),
                Column.of("", NAME),
                Column.of("", Kind.INT)),
            captured("id"),
            captured("name"),
            captured("day")));
    answer("SELECT sys.fn_cdc_get_min_lsn.*", oldest);
    answer("SELECT log_end_lsn.*", text("00000000:00000010:0003"));
    answer(
        "SELECT __\\$start_lsn.*",
        Answer.rows(
            List.of(
                Column.of("__$start_lsn", PLACE),
                Column.of("__$seqval", PLACE),
                Column.of("__$operation", Kind.INT),
                Column.of("__$update_mask", SqlType.bytes(Kind.VARBINARY, 128)),
                Column.of("id", Kind.BIGINT),
                Column.of("name", NAME),
                Column.of("day", Kind.INT)),
            new Object[] {
              new Lsn(0x12, 0).bytes(), new Lsn(1, 0).bytes(), 2, new byte[] {7}, 9L, "new", 20_000
            }));
  }

  private Position snapshot(StreamInfo info) {
    Schema rows = ChangeSchema.streamOf(info.schema());
    ChangeRequest request =
        new ChangeRequest(
            SCOPE, List.of(new StreamRead(ORDERS, rows, ReadMode.FULL, null)), null, false, 1);
    try (ReadSession session = changes.snapshot(request);
        Source source = new MssqlConnector().source(endpoint, context);
        SplitReader reader = source.open(session.splits().getFirst())) {
      for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
        chunk.close();
      }
      return session.position(List.of(reader.finish())).orElseThrow();
    }
  }

  private ChangeReader follow(StreamInfo info, @Nullable Position from) {
    return changes.changes(
        new ChangeRequest(
            SCOPE,
            List.of(new StreamRead(ORDERS, info.schema(), ReadMode.FULL, null)),
            from,
            true,
            1));
  }

  private static void refused(String code, Runnable action, String... words) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.oneLine() + error.remedy()).contains(words);
            });
  }

  @Test
  void changesGoOnWhereTheViewOfTheSnapshotStood() {
    capture(place(5, 0));
    script.once(Pattern.compile("SELECT sys.fn_cdc_get_max_lsn.*"), place(12, 7));
    answer("SELECT sys.fn_cdc_get_max_lsn.*", place(0x20, 0));
    StreamInfo info = changes.describe(ORDERS, List.of());
    assertThat(info.schema().key()).containsExactly("id");
    assertThat(info.schema().names()).startsWith(ChangeSchema.KIND).contains("_dpone_old_id");
    assertThat(info.notes()).anyMatch(note -> note.contains("change data capture"));
    Position position = snapshot(info);
    LogPosition decoded = LogPosition.decode(position, LogPosition.CDC);
    // The log is read from where it was before; the stream from where its view stood.
    assertThat(decoded.point()).isEqualTo(ChangePoint.end(new Lsn(12, 7)));
    assertThat(decoded.streams().get("landing.orders").from()).isEqualTo(new Lsn(0x10, 3));
    assertThat(changes.uncovered(position, List.of("landing.orders", "x"))).containsExactly("x");
    int locked = at("SELECT TOP (1) 1 FROM [landing].[orders] WITH (TABLOCK, HOLDLOCK)");
    int viewed = at("SELECT TOP (1) 1 FROM [landing].[orders]");
    assertThat(locked).isNotNegative().isLessThan(at("SELECT log_end_lsn"));
    assertThat(viewed).isNotNegative();
    try (ChangeReader reader = follow(info, position)) {
      ChangeEvent.Rows rows = (ChangeEvent.Rows) reader.next(Duration.ofSeconds(5)).orElseThrow();
      try (ColumnBatch batch = (ColumnBatch) rows.chunk()) {
        assertThat(batch.ints(0).get(0)).isEqualTo(ChangeKind.INSERT.code());
        assertThat(batch.longs(ChangeSchema.LEADING).get(0)).isEqualTo(9);
      }
      assertThat(reader.next(Duration.ofSeconds(5))).get().isInstanceOf(ChangeEvent.Reached.class);
      assertThat(reader.complete()).isTrue();
      assertThat(reader.receipts().getFirst().rows()).isEqualTo(1);
    }
    Request read =
        asked.stream()
            .filter(r -> r.statement().startsWith("SELECT __$"))
            .findFirst()
            .orElseThrow();
    assertThat((byte[]) read.parameters().getFirst().value()).isEqualTo(new Lsn(0x10, 4).bytes());
    assertThat(script.unknown()).isEmpty();
    assertThat(server.troubles()).isEmpty();
  }

  private int at(String begin) {
    for (int i = 0; i < script.seen().size(); i++) {
      if (script.seen().get(i).startsWith(begin)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void aPositionThatCleanUpHasPassedIsTerminal() {
    capture(place(0x30, 0));
    script.once(Pattern.compile("SELECT sys.fn_cdc_get_max_lsn.*"), place(12, 7));
    answer("SELECT sys.fn_cdc_get_max_lsn.*", place(0x40, 0));
    StreamInfo info = changes.describe(ORDERS, List.of());
    Position position = snapshot(info);
    refused("MSSQL_LOG_POSITION_LOST", () -> follow(info, position), "cleaned up", "reset");
  }

  @Test
  void aPositionOfAnotherDatabaseIsRefused() {
    capture(place(5, 0));
    answer("SELECT sys.fn_cdc_get_max_lsn.*", place(0x40, 0));
    StreamInfo info = changes.describe(ORDERS, List.of());
    LogPosition other =
        new LogPosition(
            LogPosition.CDC, ChangePoint.end(new Lsn(7, 0)), "other", java.util.Map.of());
    refused("MSSQL_LOG_POSITION_LOST", () -> follow(info, other.encode()), "other", "shop");
  }

  @Test
  void aTableThatIsNotRecordedIsRefusedWithWhatToRun() {
    answer("SELECT CASE WHEN is_cdc_enabled.*", Shop.number(0));
    answer("SELECT object_id, begin_version.*", none());
    refused(
        "MSSQL_CDC_DISABLED",
        () -> changes.describe(ORDERS, List.of()),
        "EXEC sys.sp_cdc_enable_db;",
        "sys.sp_cdc_enable_table");
  }

  private void tracking() {
    answer("SELECT CASE WHEN is_cdc_enabled.*", Shop.number(0));
    answer(
        "SELECT object_id, begin_version.*",
        Answer.rows(
            List.of(Column.of("o", Kind.BIGINT), Column.of("b", Kind.BIGINT)),
            new Object[] {99L, 3L}));
    answer("SELECT CHANGE_TRACKING_CURRENT_VERSION.*", Shop.number(41));
    answer("SELECT CHANGE_TRACKING_MIN_VALID_VERSION.*", Shop.number(3));
    answer(
        "SELECT retention_period.*",
        Answer.rows(
            List.of(Column.of("p", Kind.INT), Column.of("u", NAME), Column.of("a", Kind.BIT)),
            new Object[] {2, "DAYS", true}));
  }

  @Test
  void changeTrackingBeginsAtTheVersionThatTheViewShows() {
    tracking();
    StreamInfo info = changes.describe(ORDERS, List.of());
    assertThat(info.notes()).anyMatch(note -> note.contains("change tracking"));
    LogPosition position = LogPosition.decode(snapshot(info), LogPosition.TRACKING);
    assertThat(position.streams().get("landing.orders").from()).isEqualTo(Lsn.version(41));
    assertThat(at("SELECT TOP (1) 1 FROM [landing].[orders] WITH")).isEqualTo(-1);
    refused(
        "MSSQL_OPTION_UNSUPPORTED", () -> changes.describe(ORDERS, List.of("day")), "primary key");
  }

  @Test
  void aViewOrAConditionIsNotFollowed() {
    capture(place(5, 0));
    refused(
        "MSSQL_OPTION_UNSUPPORTED",
        () ->
            changes.describe(
                new StreamSelection(
                    "landing.orders",
                    null,
                    List.of(),
                    "id > 1",
                    null,
                    dpone.spi.option.Options.NONE),
                List.of()),
        "where");
  }

  @Test
  void tellsHowTheLogIsDoing() {
    capture(place(5, 0));
    answer("SELECT sys.fn_cdc_get_max_lsn.*", place(0x40, 0));
    answer(
        "SELECT \\(SELECT MAX\\(retention\\).*",
        Answer.rows(
            List.of(
                Column.of("r", Kind.BIGINT),
                Column.of("l", Kind.INT),
                Column.of("f", NAME),
                Column.of("a", Kind.BIGINT)),
            new Object[] {4320L, 900, "no agent", 3L}));
    ChangeAdmin admin = changes.capability(ChangeAdmin.class).orElseThrow();
    ChangeHealth health = admin.health(SCOPE).orElseThrow();
    assertThat(health.status()).isEqualTo("failing");
    assertThat(health.warnings()).hasSize(2);
    assertThat(admin.drop(SCOPE)).isEmpty();
  }

  @Test
  void tellsHowLongVersionsAreKept() {
    tracking();
    ChangeAdmin admin = changes.capability(ChangeAdmin.class).orElseThrow();
    assertThat(admin.health(SCOPE))
        .map(ChangeHealth::status)
        .isEqualTo(Optional.of("kept for 2880 minutes"));
  }

  private List<String> missing() {
    return FollowedOrders.missing(changes, ORDERS, null);
  }

  private void user(String name, int owner) {
    answer(
        "SELECT USER_NAME.*",
        Answer.rows(
            List.of(Column.of("u", NAME), Column.of("o", Kind.INT)), new Object[] {name, owner}));
  }

  @Test
  void rightsAreGrantedToWhoeverLacksThem() {
    capture(place(5, 0));
    user("o]app", 0);
    answer("SELECT HAS_PERMS_BY_NAME.*", Shop.number(0));
    assertThat(missing())
        .containsExactly(
            "USE [shop];",
            "GRANT SELECT ON OBJECT::[cdc].[change_tables] TO [o]]app];",
            "GRANT SELECT ON OBJECT::[cdc].[captured_columns] TO [o]]app];",
            "GRANT SELECT ON OBJECT::[landing].[orders] TO [o]]app];",
            "GRANT VIEW DATABASE STATE TO [o]]app];");
    // Nobody who may not look tells that a table is not recorded.
    assertThat(script.seen()).noneMatch(sql -> sql.startsWith("SELECT c.capture_instance"));
  }

  @Test
  void aRoleThatGatesAnInstanceIsJoined() {
    capture(place(5, 0));
    user("app", 0);
    answer("SELECT HAS_PERMS_BY_NAME.*", Shop.number(1));
    answer("SELECT capture_instance FROM cdc.change_tables", text("landing_orders"));
    answer("SELECT DISTINCT role_name.*", text("read]ers"));
    assertThat(missing())
        .containsExactly("USE [shop];", "ALTER ROLE [read]]ers] ADD MEMBER [app];");
    assertThat(script.unknown()).isEmpty();
  }

  @Test
  void whoTracksChangesIsAskedForItsOwnRight() {
    tracking();
    user("app", 0);
    answer("SELECT HAS_PERMS_BY_NAME.*", Shop.number(0));
    assertThat(missing())
        .containsExactly(
            "USE [shop];",
            "GRANT SELECT ON OBJECT::[landing].[orders] TO [app];",
            "GRANT VIEW CHANGE TRACKING ON OBJECT::[landing].[orders] TO [app];");
  }
}
