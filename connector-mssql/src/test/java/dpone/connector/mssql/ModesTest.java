package dpone.connector.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.sink.SinkOptions;
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
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each mode asks and says, in which order, against a scripted double. */
@Tag("integration")
class ModesTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, "bigint"),
              new Field("name", new DataType.Text(), true, "text"),
              new Field("day", new DataType.Date(), true, "date")),
          List.of("id"));

  private final TestContext context = new TestContext();
  private final Script script = Shop.script(new BulkRows());

  private static Pattern like(String text) {
    return Pattern.compile("(?is)" + text);
  }

  private static Answer numbers(long... values) {
    Column[] columns = new Column[values.length];
    Object[] row = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] = Column.of("n" + i, Kind.BIGINT);
      row[i] = values[i];
    }
    return Answer.rows(List.of(columns), row);
  }

  private static Answer text(String value) {
    return Answer.rows(
        List.of(Column.of("t", SqlType.units(Kind.NVARCHAR, 128))), new Object[] {value});
  }

  private CommitReceipt load(LoadMode mode, Schema schema, Map<String, String> parameters) {
    StreamLoad stream =
        new StreamLoad(
            "postgres",
            "orders",
            "landing.orders",
            schema,
            new Strategy(mode, List.of("id"), parameters),
            SchemaEvolution.DEFAULT,
            Set.of(),
            List.of(),
            -1);
    LoadRequest request = new LoadRequest("shop", "orders", List.of(stream));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink =
            new MssqlConnector()
                .sink(
                    new Endpoint(
                        TestOptions.toDouble(server.port()), TestOptions.of(SinkOptions.SPEC)),
                    context);
        Committer committer = sink.committer(request)) {
      LoadPlan plan = sink.plan(request);
      committer.fence(7);
      StageHandle stage = committer.stage(plan, new LoadId("0123456789abcdef0123456789abcdef"), 7);
      WriteReceipt staged =
          new WriteReceipt("orders", 0, 2, 0, 0, Payload.empty("mssql", "written"));
      CommitReceipt receipt =
          committer.commit(committer.prepare(stage, List.of(staged)), Optional.empty());
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
      return receipt;
    }
  }

  private CommitReceipt changes() {
    return load(LoadMode.CDC_APPLY, ChangeSchema.of(SCHEMA, List.of("id")), Map.of());
  }

  private void found(long truncatedAt, long moved, long partial, long both, long nullKeys) {
    script
        .on(
            like("SELECT COALESCE\\(MAX\\(CASE WHEN \\[_dpone_kind\\].*"),
            numbers(truncatedAt, moved, partial, both, nullKeys))
        .on(like("SELECT COALESCE\\(MAX\\(CASE WHEN \\(CAST.*"), numbers(0, 1, 0))
        .on(like("DELETE t FROM .*"), Answer.count(3))
        .on(like("TRUNCATE TABLE .*"), Answer.done())
        .on(like("SET NOCOUNT ON; DECLARE @at .*"), numbers(4, 5, 6));
  }

  private int at(String begin) {
    for (int i = 0; i < script.seen().size(); i++) {
      if (script.seen().get(i).startsWith(begin)) {
        return i;
      }
    }
    return -1;
  }

  private static void refused(String code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void theLastChangeOfAKeyDecides() {
    found(-1, 0, 0, 0, 0);
    CommitReceipt receipt = changes();
    assertThat(receipt.inserted()).containsEntry("orders", 1L);
    assertThat(receipt.updated()).containsEntry("orders", 1L);
    assertThat(receipt.deleted()).containsEntry("orders", 3L);
    assertThat(at("INSERT INTO [dpone_stage].")).isLessThan(at("DELETE t FROM"));
    assertThat(at("DELETE t FROM")).isLessThan(at("UPDATE t SET"));
    assertThat(at("UPDATE t SET")).isLessThan(at("INSERT INTO [landing]."));
    assertThat(at("TRUNCATE")).isEqualTo(-1);
    // The typed stage has the columns of changes, the target has not.
    assertThat(script.seen()).anyMatch(s -> s.contains("[_dpone_old_id] bigint NULL"));
    assertThat(script.seen())
        .filteredOn(s -> s.startsWith("INSERT INTO [landing]"))
        .noneMatch(s -> s.contains("([_dpone_kind]"));
  }

  @Test
  void aTruncateEmptiesTheTargetAndAKeyThatMovedIsGone() {
    found(9, 1, 0, 0, 0);
    changes();
    assertThat(at("TRUNCATE TABLE [landing].[orders]"))
        .isNotNegative()
        .isLessThan(at("DELETE t FROM"));
    assertThat(script.seen())
        .anyMatch(s -> s.contains("[_dpone_sequence] > 9") && s.contains("UNION ALL SELECT"));
  }

  @Test
  void aCellThatNoChangeCarriesStays() {
    found(-1, 0, 1, 0, 0);
    changes();
    assertThat(script.seen())
        .anyMatch(
            s -> s.startsWith("UPDATE t SET") && s.contains("[_dpone_kept_5] = 1 THEN t.[name]"));
  }

  @Test
  void aPartOfARowThatTheTargetLacksEndsTheLoad() {
    found(-1, 0, 1, 0, 0);
    script.once(like("SELECT TOP \\(1\\) CONCAT_WS.*_net\\].*"), text("7"));
    refused("MSSQL_ROWS_LOST", this::changes);
    assertThat(at("DELETE t FROM")).isEqualTo(-1);
  }

  @Test
  void aChangeWithoutAKeyEndsTheLoad() {
    found(-1, 0, 0, 0, 2);
    refused("MSSQL_KEY_NULL", this::changes);
    assertThat(at("DELETE t FROM")).isEqualTo(-1);
  }

  @Test
  void aKeyThatMovedInPartIsAppliedOneByOne() {
    found(-1, 1, 1, 1, 0);
    CommitReceipt receipt = changes();
    assertThat(receipt.inserted()).containsEntry("orders", 4L);
    assertThat(receipt.updated()).containsEntry("orders", 5L);
    assertThat(receipt.deleted()).containsEntry("orders", 6L);
  }

  private void noTarget() {
    script.once(
        like("SELECT o.type, .*"),
        Answer.rows(List.of(Column.of("t", SqlType.units(Kind.NCHAR, 2)))));
  }

  @Test
  void aHistoryClosesAndOpensVersions() {
    // For the plan, the stage and the commit.
    noTarget();
    noTarget();
    noTarget();
    script
        .on(like("SELECT CONVERT\\(nvarchar\\(40\\), .*"), text("2026-11-30T08:00:00.1234567"))
        .on(like("CREATE UNIQUE INDEX .*"), Answer.done());
    CommitReceipt receipt = load(LoadMode.SCD2, SCHEMA, Map.of("close_missing", "true"));
    assertThat(receipt.inserted()).containsEntry("orders", 1L);
    assertThat(receipt.updated()).containsEntry("orders", 2L);
    assertThat(script.seen())
        .filteredOn(s -> s.startsWith("UPDATE t SET"))
        .hasSize(2)
        .allMatch(s -> s.contains("CAST(N'2026-11-30T08:00:00.1234567' AS datetime2(7))"));
    assertThat(at("CREATE TABLE [landing].[orders]")).isLessThan(at("UPDATE t SET"));
  }

  @Test
  void aPartitionIsReplacedByItsValues() {
    script.on(like("DELETE t FROM .*"), Answer.count(3));
    CommitReceipt receipt = load(LoadMode.PARTITION_REPLACE, SCHEMA, Map.of("partition_by", "day"));
    assertThat(receipt.deleted()).containsEntry("orders", 3L);
    assertThat(script.seen()).anyMatch(s -> s.contains("WHERE t.[day] IN (SELECT s.[day]"));
  }

  @Test
  void aBackfillMerges() {
    CommitReceipt receipt = load(LoadMode.BACKFILL, SCHEMA, Map.of());
    assertThat(receipt.updated()).containsEntry("orders", 1L);
  }
}
