package dpone.connector.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.source.SourceOptions;
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
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database snapshot is the view that parts of a table share. */
@Tag("integration")
class DatabaseSnapshotTest {
  private static final StreamSelection ORDERS = StreamSelection.all("landing.orders");

  private final TestContext context = new TestContext();
  private final Script script = Shop.script(new BulkRows());

  private static Pattern like(String text) {
    return Pattern.compile("(?is)" + text);
  }

  private static Answer texts(String... values) {
    Object[][] rows = new Object[values.length][];
    for (int i = 0; i < values.length; i++) {
      rows[i] = new Object[] {values[i]};
    }
    return Answer.rows(List.of(Column.of("t", SqlType.units(Kind.NVARCHAR, 128))), rows);
  }

  /** A table of so many rows whose clustered index begins with its id. */
  private void table(long rows, @Nullable String clusteredBy) {
    script
        .on(like("SELECT CONVERT\\(nvarchar\\(40\\), create_date.*"), texts("2026-11-30T01:00:00"))
        .on(like("SELECT c.name FROM \\[at_night\\].sys.indexes.*"), texts("id"))
        .on(
            like("SELECT c.name FROM \\[at_night\\].sys.index_columns.*"),
            clusteredBy == null ? texts() : texts(clusteredBy));
    Answer facts =
        Answer.rows(
            List.of(
                Column.of("t", SqlType.units(Kind.NCHAR, 2)),
                Column.of("r", Kind.BIGINT),
                Column.of("b", Kind.BIGINT),
                Column.of("f", Kind.INT),
                Column.of("p", Kind.INT),
                Column.of("g", Kind.INT),
                Column.of("i", Kind.INT),
                Column.of("d", Kind.INT),
                Column.of("k", Kind.INT),
                Column.of("e", Kind.INT)),
            new Object[] {"U ", rows, 8192L, 0, 0, 0, 1, 0, 0, 0});
    for (int i = 0; i < 9; i++) {
      script.once(like("SELECT o.type, .*FROM \\[at_night\\].sys.objects.*"), facts);
    }
  }

  private void histogram(Answer answer) {
    script.on(like("SELECT CONVERT\\(nvarchar\\(60\\), CAST\\(h.range_high_key.*"), answer);
  }

  private static Answer steps() {
    return Answer.rows(
        List.of(Column.of("k", SqlType.units(Kind.NVARCHAR, 60)), Column.of("n", Kind.FLOAT)),
        new Object[] {"100", 250_000.0},
        new Object[] {"250", 250_000.0},
        new Object[] {"400", 250_000.0},
        new Object[] {"900", 250_000.0});
  }

  private void with(Consumer<Source> use) {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Source source =
            new MssqlConnector()
                .source(
                    new Endpoint(
                        TestOptions.toDouble(server.port()),
                        TestOptions.of(
                            SourceOptions.SPEC, SourceOptions.DATABASE_SNAPSHOT, "at_night")),
                    context)) {
      use.accept(source);
    }
  }

  private static List<Split> splits(Source source) {
    StreamInfo info = source.describe(ORDERS);
    StreamRead read = new StreamRead(ORDERS, info.schema(), ReadMode.FULL, null);
    try (ReadSession session = source.read(new ReadRequest("orders", List.of(read), null, 4))) {
      return session.splits();
    }
  }

  private static void refused(Runnable call, String code, String text) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.getMessage()).contains(text);
              assertThat(error.remedy()).contains("database_snapshot");
            });
  }

  @Test
  void partsAreReadByRangesOfTheClusteredKey() {
    table(1_000_000, "id");
    histogram(steps());
    with(source -> {
      StreamInfo info = source.describe(ORDERS);
      assertThat(info.name()).isEqualTo("landing.orders");
      assertThat(info.notes())
          .anyMatch(note -> note.contains("the database snapshot was made"))
          .anyMatch(note -> note.contains("by ranges of id"));
      List<Split> splits = splits(source);
      assertThat(splits).extracting(Split::ordinal).containsExactly(0, 1, 2, 3);
      for (Split split : splits) {
        try (SplitReader reader = source.open(split)) {
          assertThat(reader).isNotNull();
        }
      }
      assertThat(script.seen())
          .filteredOn(s -> s.startsWith("SELECT [id], [name]"))
          .allMatch(s -> s.contains(" FROM [at_night].[landing].[orders] WHERE "))
          .extracting(s -> s.substring(s.indexOf(" WHERE ")))
          .containsExactly(
              " WHERE [id] < 100",
              " WHERE [id] >= 100 AND [id] < 250",
              " WHERE [id] >= 250 AND [id] < 400",
              " WHERE [id] >= 400");
      assertThat(script.unknown()).isEmpty();
    });
  }

  @Test
  void withoutARightToTheStatisticsTheEndsOfTheKeyWillDo() {
    table(1_000_000, "id");
    histogram(Answer.error(300, 14, 1, "VIEW DATABASE STATE permission was denied."));
    script.on(
        like("SELECT CONVERT\\(nvarchar\\(60\\), MIN\\(\\[id\\]\\)\\).*"),
        Answer.rows(
            List.of(
                Column.of("a", SqlType.units(Kind.NVARCHAR, 60)),
                Column.of("b", SqlType.units(Kind.NVARCHAR, 60))),
            new Object[] {"0", "400"}));
    with(source -> {
      assertThat(splits(source)).hasSize(4);
      assertThat(script.unknown()).isEmpty();
    });
  }

  @Test
  void smallTablesAndOtherKeysAreReadInOnePiece() {
    table(10_000, "id");
    with(source -> assertThat(splits(source)).hasSize(1));
  }

  @Test
  void anotherKeyIsReadInOnePieceAndThePlanSaysWhy() {
    table(1_000_000, "name");
    with(source -> {
      assertThat(source.describe(ORDERS).notes())
          .anyMatch(note -> note.contains("in one piece: no clustered index begins with"));
      assertThat(splits(source)).hasSize(1);
    });
  }

  @Test
  void whatIsNoSnapshotOfTheDatabaseIsRefused() {
    table(10, "id");
    script.once(like("SELECT CONVERT\\(nvarchar\\(40\\), create_date.*"), texts());
    with(source ->
        refused(
            () -> source.describe(ORDERS),
            "MSSQL_SNAPSHOT_UNAVAILABLE",
            "no database snapshot at_night"));
  }

  @Test
  void incrementsAndQueriesAreRefused() {
    table(10, "id");
    with(source -> {
      StreamSelection byId =
          new StreamSelection("landing.orders", null, List.of(), null, "id", Options.NONE);
      StreamInfo info = source.describe(byId);
      refused(
          () -> source.explain(new StreamRead(byId, info.schema(), ReadMode.FROM_POSITION, null)),
          "MSSQL_OPTION_UNSUPPORTED",
          "an increment");
      refused(
          () ->
              source.describe(
                  new StreamSelection(
                      "asked", "SELECT 1 AS id", List.of(), null, null, Options.NONE)),
          "MSSQL_OPTION_UNSUPPORTED",
          "a query");
      refused(
          () -> source.describe(StreamSelection.all("other.landing.orders")),
          "MSSQL_OPTION_UNSUPPORTED",
          "another database");
    });
  }

  @Test
  void aSnapshotThatWasMadeAnewIsAnotherView() {
    table(10, "id");
    with(source -> {
      Split split = splits(source).get(0);
      script.once(
          like("SELECT CONVERT\\(nvarchar\\(40\\), create_date.*"), texts("2026-11-30T02:00:00"));
      assertThatThrownBy(() -> source.open(split))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> assertThat(error.code()).isEqualTo("MSSQL_SNAPSHOT_CONFLICT"));
    });
  }
}
