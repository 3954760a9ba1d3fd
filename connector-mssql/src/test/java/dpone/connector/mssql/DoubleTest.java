package dpone.connector.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.sink.SinkOptions;
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
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
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

/**
 * Both ends through the driver, against a scripted double: it proves the connector, not the SQL.
 */
@Tag("integration")
class DoubleTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, "bigint"),
              new Field("name", new DataType.Text(), true, "text"),
              new Field("day", new DataType.Date(), true, "date")),
          List.of("id"));

  private final TestContext context = new TestContext();
  private final BulkRows loaded = new BulkRows();
  private final Script script = Shop.script(loaded);

  private static Options connection(TdsDouble server) {
    return TestOptions.toDouble(server.port());
  }

  private static LoadRequest request() {
    return new LoadRequest(
        "shop",
        "orders",
        List.of(
            new StreamLoad(
                "postgres",
                "orders",
                "landing.orders",
                SCHEMA,
                new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id"), Map.of()),
                SchemaEvolution.DEFAULT,
                Set.of(),
                List.of(),
                -1)));
  }

  private Sink sink(TdsDouble server) {
    return new MssqlConnector()
        .sink(new Endpoint(connection(server), TestOptions.of(SinkOptions.SPEC)), context);
  }

  private ColumnBatch batch() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, context);
    batch.longs(0).append(1);
    batch.bytes(1).append("a\u00e9");
    batch.ints(2).append(20_000);
    batch.endRow();
    batch.longs(0).append(2);
    batch.bytes(1).append("x".repeat(5000));
    batch.ints(2).appendNull();
    batch.endRow();
    return batch;
  }

  private WriteReceipt write(Sink sink, StageHandle stage, LoadPlan plan) {
    Split split = new Split("orders", 0, -1, Payload.empty("postgres", "split"));
    try (StageWriter writer = sink.writer(stage, plan.streams().get(0), split, 0);
        ColumnBatch batch = batch()) {
      writer.write(batch);
      return writer.finish();
    }
  }

  private CommitMessage prepared(Sink sink, Committer committer) {
    LoadPlan plan = sink.plan(request());
    committer.fence(7);
    StageHandle stage = committer.stage(plan, new LoadId("0123456789abcdef0123456789abcdef"), 7);
    return committer.prepare(stage, List.of(write(sink, stage, plan)));
  }

  private int at(String beginning) {
    return Math.toIntExact(script.seen().stream().takeWhile(s -> !s.startsWith(beginning)).count());
  }

  @Test
  void loadsStagesAndMerges() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink = sink(server);
        Committer committer = sink.committer(request())) {
      CommitMessage message = prepared(sink, committer);
      CommitReceipt receipt = committer.commit(message, Optional.empty());
      assertThat(receipt.inserted()).containsEntry("orders", 1L);
      assertThat(receipt.updated()).containsEntry("orders", 1L);
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
      assertThat(loaded.rows()).hasSize(2);
      List<?> first = loaded.rows().get(0);
      assertThat(first.get(0)).isEqualTo(1L);
      assertThat((byte[]) first.get(1)).containsExactly('a', 0, 0xE9, 0);
      assertThat(first.get(2)).isNull();
      assertThat(first.get(3)).isEqualTo(739_162);
      List<?> second = loaded.rows().get(1);
      assertThat(second.get(1)).isNull();
      assertThat((byte[]) second.get(2)).hasSize(10_000);
      assertThat(second.get(3)).isNull();
      // The stage is checked before the target changes, and the load recorded after it.
      assertThat(at("SELECT COUNT_BIG")).isLessThan(at("UPDATE t SET"));
      assertThat(at("UPDATE t SET")).isLessThan(at("INSERT INTO [dpone_meta].[loads]"));
    }
  }

  @Test
  void aRefusedBulkRowEndsThePartAndItsConnection() {
    script.once(
        Pattern.compile("(?is)insert bulk .*"),
        Answer.error(4815, 16, 1, "Received an invalid column length from the bcp client."));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink = sink(server);
        Committer committer = sink.committer(request())) {
      assertThatThrownBy(() -> prepared(sink, committer))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> assertThat(error.code()).isEqualTo("MSSQL_BULK_REFUSED"));
      int before = server.sessions().size();
      sink.plan(request());
      assertThat(script.seen()).noneMatch(s -> s.startsWith("UPDATE t SET"));
      assertThat(server.sessions()).hasSize(before + 1);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsUnknown() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink = sink(server);
        Committer committer = sink.committer(request())) {
      CommitMessage message = prepared(sink, committer);
      script.once(Pattern.compile("(?is)IF @@TRANCOUNT > 0 COMMIT TRAN.*"), Answer.reset());
      assertThatThrownBy(() -> committer.commit(message, Optional.empty()))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> assertThat(error.code()).isEqualTo("MSSQL_COMMIT_UNKNOWN"));
    }
  }

  @Test
  void aTargetThatWasAlteredAfterTheStageIsNotPublishedInto() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink = sink(server);
        Committer committer = sink.committer(request())) {
      CommitMessage message = prepared(sink, committer);
      // Somebody has dropped it.
      script.once(
          Pattern.compile("(?is)SELECT o.type, .*"),
          Answer.rows(List.of(Column.of("t", SqlType.units(Kind.NCHAR, 2)))));
      assertThatThrownBy(() -> committer.commit(message, Optional.empty()))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> assertThat(error.code()).isEqualTo("MSSQL_PLAN_CHANGED"));
      assertThat(script.seen()).noneMatch(s -> s.startsWith("UPDATE t SET"));
      assertThat(script.seen()).noneMatch(s -> s.startsWith("INSERT INTO [dpone_meta].[loads]"));
    }
  }

  @Test
  void aDeadlockOfThePublishIsTransientAndChangesNothing() {
    script.once(
        Pattern.compile("(?is)UPDATE t SET .*"),
        Answer.error(1205, 13, 51, "Transaction was deadlocked on lock resources."));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink = sink(server);
        Committer committer = sink.committer(request())) {
      CommitMessage message = prepared(sink, committer);
      assertThatThrownBy(() -> committer.commit(message, Optional.empty()))
          .isInstanceOfSatisfying(
              DponeException.class,
              error -> {
                assertThat(error.code()).isEqualTo("MSSQL_DEADLOCK");
                assertThat(error.category().retryable()).isTrue();
              });
      assertThat(script.seen()).noneMatch(s -> s.startsWith("INSERT INTO [dpone_meta].[loads]"));
      assertThat(script.seen().subList(at("UPDATE t SET"), script.seen().size()))
          .anyMatch(s -> s.contains("ROLLBACK"));
    }
  }

  @Test
  void readsAStream() {
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Source source =
            new MssqlConnector()
                .source(
                    new Endpoint(connection(server), TestOptions.of(SourceOptions.SPEC)),
                    context)) {
      StreamSelection selection = StreamSelection.all("landing.orders");
      StreamInfo info = source.describe(selection);
      assertThat(info.schema().key()).containsExactly("id");
      assertThat(info.notes()).anyMatch(note -> note.contains("snapshot isolation"));
      StreamRead read = new StreamRead(selection, info.schema(), ReadMode.FULL, null);
      try (ReadSession session = source.read(new ReadRequest("orders", List.of(read), null, 1));
          SplitReader reader = source.open(session.splits().get(0))) {
        try (ColumnBatch batch = (ColumnBatch) reader.next()) {
          assertThat(batch.rows()).isEqualTo(2);
          assertThat(batch.longs(0).get(1)).isEqualTo(2);
          assertThat(batch.bytes(1).text(0)).isEqualTo("a\u00e9");
          assertThat(batch.ints(2).get(0)).isEqualTo(20_000);
          assertThat(batch.column(2).isNull(1)).isTrue();
        }
        assertThat(reader.next()).isNull();
        assertThat(session.position(List.of(reader.finish()))).isEmpty();
      }
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
    }
  }

  @Test
  void aReadThatBreaksOffIsNotTheEnd() {
    script.once(Pattern.compile("(?is)SELECT \\[id\\], .*"), Answer.reset());
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Source source =
            new MssqlConnector()
                .source(
                    new Endpoint(connection(server), TestOptions.of(SourceOptions.SPEC)),
                    context)) {
      StreamSelection selection = StreamSelection.all("landing.orders");
      StreamInfo info = source.describe(selection);
      StreamRead read = new StreamRead(selection, info.schema(), ReadMode.FULL, null);
      try (ReadSession session = source.read(new ReadRequest("orders", List.of(read), null, 1))) {
        assertThatThrownBy(() -> source.open(session.splits().get(0)))
            .isInstanceOfSatisfying(
                DponeException.class,
                error -> assertThat(error.code()).isEqualTo("MSSQL_CONNECTION_LOST"));
      }
    }
  }
}
