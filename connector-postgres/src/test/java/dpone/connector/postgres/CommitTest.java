package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.state.StateOptions;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StateCommit;
import dpone.spi.source.Source;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class CommitTest {
  private static Database from;
  private static Database to;
  private final Move move = new Move(from, to, "public.t");
  private final Source source = move.source();
  private final Sink sink = move.sink();
  private LoadRequest request;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("commit_from");
    to = PostgresTestServer.get().database("commit_to");
    from.run("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1), (2), (3)");
  }

  @BeforeEach
  void plan() {
    to.run(
        "DROP SCHEMA IF EXISTS landing, dpone_meta, dpone_stage CASCADE",
        "CREATE SCHEMA landing",
        "CREATE TABLE landing.t (id int)");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    request = move.request(source.describe(move.selection()));
    move.plan = sink.plan(request);
  }

  @AfterEach
  void close() {
    source.close();
    sink.close();
  }

  private static LoadId loadId() {
    return new LoadId(UUID.randomUUID().toString().replace("-", ""));
  }

  private CommitMessage prepared(Committer committer, LoadId loadId, long generation) {
    StageHandle stage = committer.stage(move.plan, loadId, generation);
    List<WriteReceipt> written = new ArrayList<>();
    move.copy(source, sink, source.describe(move.selection()), stage, written);
    return committer.prepare(stage, written);
  }

  private static String rows() {
    return to.value("SELECT count(*) FROM landing.t");
  }

  @Test
  void planningMakesNothing() {
    assertThat(to.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'dpone%'"))
        .isEqualTo("0");
    try (Committer committer = sink.committer(request)) {
      assertThat(committer.generation()).isZero();
    }
    assertThat(to.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'dpone%'"))
        .isEqualTo("0");
  }

  @Test
  void committingAgainChangesNothingAndSaysTheSame() {
    LoadId id = loadId();
    CommitMessage message;
    CommitReceipt first;
    try (Committer committer = sink.committer(request)) {
      committer.fence(5);
      assertThat(committer.probe(id, null)).isEqualTo(CommitOutcome.NOT_COMMITTED);
      message = prepared(committer, id, 5);
      assertThat(rows()).isEqualTo("0");
      assertThat(committer.probe(id, message)).isEqualTo(CommitOutcome.NOT_COMMITTED);
      first = committer.commit(message, Optional.empty());
    }
    try (Committer other = sink.committer(request)) {
      assertThat(other.generation()).isEqualTo(5);
      other.fence(6);
      assertThat(other.probe(id, message)).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(other.commit(message, Optional.empty())).isEqualTo(first);
      other.abort(id, 5);
      other.abort(id, 5);
    }
    assertThat(rows()).isEqualTo("3");
  }

  @Test
  void aZombieCanNeitherFenceNorPublish() {
    try (Committer zombie = sink.committer(request);
        Committer young = sink.committer(request)) {
      zombie.fence(1);
      CommitMessage late = prepared(zombie, loadId(), 1);
      young.fence(2);
      assertThatThrownBy(() -> zombie.commit(late, Optional.empty()))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_FENCED"));
      assertThatThrownBy(() -> zombie.fence(1)).hasMessageContaining("older than 2");
      assertThat(rows()).isEqualTo("0");
      CommitMessage message = prepared(young, loadId(), 2);
      // Its stage removed the older one by name.
      assertThat(
              to.column(
                  "SELECT relname::text FROM pg_class c JOIN pg_namespace n ON n.oid ="
                      + " relnamespace WHERE nspname = 'dpone_stage'"))
          .singleElement()
          .asString()
          .endsWith("_g2");
      young.commit(message, Optional.empty());
      assertThat(rows()).isEqualTo("3");
    }
  }

  @Test
  void fenceAndProbeWaitForAPublishThatIsUnderWay() throws Exception {
    LoadId id = loadId();
    try (Committer old = sink.committer(request);
        Committer young = sink.committer(request)) {
      old.fence(1);
      CommitMessage message = prepared(old, id, 1);
      var reached = new CompletableFuture<Void>();
      var go = new CompletableFuture<Void>();
      move.context.onBoundary =
          b -> {
            reached.complete(null);
            go.join();
          };
      var commit = CompletableFuture.runAsync(() -> old.commit(message, Optional.empty()));
      reached.get(10, TimeUnit.SECONDS);
      var fence = CompletableFuture.runAsync(() -> young.fence(2));
      Thread.sleep(300);
      assertThat(fence).isNotDone();
      go.complete(null);
      commit.get(10, TimeUnit.SECONDS);
      fence.get(10, TimeUnit.SECONDS);
      assertThat(young.probe(id, null)).isEqualTo(CommitOutcome.COMMITTED);
    }
    assertThat(rows()).isEqualTo("3");
  }

  @Test
  void prepareRefusesAStageThatHoldsOtherRowsThanWereAcknowledged() {
    try (Committer committer = sink.committer(request)) {
      committer.fence(1);
      StageHandle stage = committer.stage(move.plan, loadId(), 1);
      List<WriteReceipt> written = new ArrayList<>();
      move.copy(source, sink, source.describe(move.selection()), stage, written);
      String table =
          to.value(
              "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                  + " WHERE nspname = 'dpone_stage'");
      to.run("DELETE FROM dpone_stage." + table + " WHERE id = 2");
      assertThatThrownBy(() -> committer.prepare(stage, written))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_STAGE_ROWS"));
    }
  }

  @Test
  void aWriterThatIsClosedEarlyLeavesNothing() {
    try (Committer committer = sink.committer(request)) {
      committer.fence(1);
      StageHandle stage = committer.stage(move.plan, loadId(), 1);
      var split =
          new dpone.spi.transfer.Split(
              "public.t", 0, -1, dpone.spi.transfer.Payload.empty("postgres", "copy"));
      try (var writer = sink.writer(stage, move.plan.streams().get(0), split, 0)) {
        var wire = move.plan.streams().get(0).wireFormat();
        var memory = move.context.reserve();
        byte[] row = {0, 1, 0, 0, 0, 4, 0, 0, 0, 9};
        writer.write(new dpone.spi.batch.WireChunk(wire, row, row.length, 1, memory));
        memory.close();
      }
      committer.prepare(stage, List.of());
    }
  }

  private static StateStore store() {
    return new PostgresConnector()
        .state(
            new Endpoint(to.options(), TestOptions.of(StateOptions.SPEC, Map.of())),
            new TestContext());
  }

  @Test
  void dataAndStateChangeInOneTransactionOrNotAtAll() {
    StateKey key = new StateKey("test", "main");
    try (StateStore store = store();
        Committer committer = sink.committer(request)) {
      CommitsState power = sink.capability(CommitsState.class).orElseThrow();
      assertThat(power.accepts(store.identity())).isTrue();
      assertThat(power.accepts("file:/x")).isFalse();
      assertThat(power.accepts(store.identity() + "2")).isFalse();
      Lease lease = store.acquire(key, "me", Duration.ofMinutes(1), 4);
      assertThat(lease.token()).isEqualTo(4);
      committer.fence(4);
      CommitMessage message = prepared(committer, loadId(), 4);
      assertThatThrownBy(
              () -> committer.commit(message, Optional.of(new StateCommit(key, 7, "{}", lease))))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("STATE_CONFLICT"));
      assertThat(rows()).isEqualTo("0");
      Lease stolen = store.acquire(key, "me", Duration.ofMinutes(1), 0);
      assertThat(stolen.token()).isEqualTo(5);
      assertThatThrownBy(
              () -> committer.commit(message, Optional.of(new StateCommit(key, 0, "{}", lease))))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("STATE_FENCED"));
      assertThat(rows()).isEqualTo("0");
      assertThat(store.read(key)).isEmpty();
      committer.commit(message, Optional.of(new StateCommit(key, 0, "{\"a\":1}", stolen)));
      assertThat(rows()).isEqualTo("3");
      assertThat(store.read(key).orElseThrow().document()).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void aLostAcknowledgementIsUnknownAndTheProbeKnows() {
    LoadId id = loadId();
    // A deferred trigger that ends its own session fires inside COMMIT itself.
    to.run(
        "CREATE FUNCTION landing.die() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN null; END'",
        "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON landing.t DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION landing.die()");
    try (Committer committer = sink.committer(request)) {
      committer.fence(1);
      CommitMessage message = prepared(committer, id, 1);
      assertThatThrownBy(() -> committer.commit(message, Optional.empty()))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_COMMIT_UNKNOWN"));
      assertThat(committer.probe(id, message)).isEqualTo(CommitOutcome.NOT_COMMITTED);
      assertThat(rows()).isEqualTo("0");
    }
  }

  @Test
  void abortRemovesTheStageOfACancelledRun() {
    try (Committer committer = sink.committer(request)) {
      committer.fence(1);
      LoadId id = loadId();
      prepared(committer, id, 1);
      move.context.cancel();
      committer.abort(id, 1);
    }
    assertThat(
            to.value(
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                    + " WHERE nspname = 'dpone_stage'"))
        .isEqualTo("0");
  }

  @Test
  void recordsSurviveSerialization() throws Exception {
    try (Committer committer = sink.committer(request)) {
      committer.fence(1);
      CommitMessage message = prepared(committer, loadId(), 1);
      var bytes = new java.io.ByteArrayOutputStream();
      new java.io.ObjectOutputStream(bytes).writeObject(message);
      var copy =
          (CommitMessage)
              new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))
                  .readObject();
      try (Sink other = move.sink();
          Committer elsewhere = other.committer(request)) {
        elsewhere.commit(copy, Optional.empty());
      }
    }
    assertThat(rows()).isEqualTo("3");
  }
}
