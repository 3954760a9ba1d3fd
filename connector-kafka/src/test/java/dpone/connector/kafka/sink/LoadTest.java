package dpone.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StageUnusable;
import dpone.spi.sink.StageWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LoadTest {
  private static Map<String, Object> broker;
  private static Target target;

  @BeforeAll
  static void start() {
    broker = TestService.kafka().connection();
    target = new Target(broker);
  }

  private static String topic() {
    return "t" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static Load load(String topic) {
    return new Load(broker, topic);
  }

  static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).as(e.oneLine()).isEqualTo(code));
  }

  @Test
  void appendsThreeTimesInARow() {
    String topic = topic();
    for (int run = 0; run < 3; run++) {
      Load load = load(topic).run(Load.row(run, "a"), Load.row(run, "b"));
      assertThat(load.message.rows()).isEqualTo(2);
      assertThat(load.receipt.inserted()).containsEntry("rows", 2L);
    }
    assertThat(target.values(topic))
        .containsExactlyInAnyOrder("0|a", "0|b", "1|a", "1|b", "2|a", "2|b");
  }

  @Test
  void nothingIsSeenBeforeTheCommit() {
    String topic = topic();
    try (Load load = load(topic).open().fence().stage().write(Load.row(1, "a")).prepare()) {
      assertThat(target.values(topic)).isEmpty();
      assertThat(target.records(topic, "read_uncommitted")).hasSize(1);
      load.commit();
      assertThat(target.values(topic)).containsExactly("1|a");
    }
  }

  @Test
  void anAbortedLoadIsNeverSeenAndTheNextGoesOn() {
    String topic = topic();
    try (Load load = load(topic).open().fence().stage().write(Load.row(1, "a")).prepare()) {
      load.committer.abort(load.loadId, load.generation);
      load.committer.abort(load.loadId, load.generation);
      assertThat(load.committer.probe(load.loadId, load.message))
          .isEqualTo(CommitOutcome.NOT_COMMITTED);
      assertThat(target.values(topic)).isEmpty();
      load.stage().write(Load.row(2, "b")).prepare().commit();
    }
    assertThat(target.values(topic)).containsExactly("2|b");
  }

  @Test
  void aLoadCommittedAgainChangesNothing() {
    String topic = topic();
    try (Load load =
        load(topic).open().fence().stage().write(Load.row(1, "a")).prepare().commit()) {
      load.commit();
      assertThat(load.receipt.inserted()).containsEntry("rows", 1L);
      try (Load later = load(topic).open().fence()) {
        assertThat(later.committer.probe(load.loadId, load.message))
            .isEqualTo(CommitOutcome.COMMITTED);
        later.committer.commit(load.message, Optional.empty());
      }
    }
    assertThat(target.values(topic)).containsExactly("1|a");
  }

  @Test
  void aMergeIsTheLastRecordOfEachKey() {
    String topic = topic();
    load(topic).with(LoadMode.INCREMENTAL_MERGE, "id").run(Load.row(1, "a"), Load.row(2, "b"));
    load(topic).with(LoadMode.INCREMENTAL_MERGE, "id").run(Load.row(2, "c"), Load.row(3, "d"));
    load(topic).with(LoadMode.BACKFILL, "id").run(Load.row(3, "e"));
    assertThat(target.table(topic))
        .containsExactlyInAnyOrderEntriesOf(Map.of("1", "1|a", "2", "2|c", "3", "3|e"));
  }

  @Test
  void rowsThatCannotBeRecordsAreRejectedAndCounted() {
    String topic = topic();
    Load load = load(topic).with(LoadMode.INCREMENTAL_MERGE, "id");
    load.context.maxRejects = 3;
    load.option(SinkOptions.MAX_REQUEST_SIZE, "2000");
    load.run(
        Load.row(1, "a"),
        Load.cells(null, "keyless"),
        Load.row(3, "poison"),
        Load.row(4, "x".repeat(3000)),
        Load.row(5, "b"));
    assertThat(load.written.get(0).rows()).isEqualTo(2);
    assertThat(load.written.get(0).rejected()).isEqualTo(3);
    assertThat(load.context.rejected)
        .anySatisfy(r -> assertThat(r).startsWith("rows/id/KAFKA_KEY_INVALID"))
        .anySatisfy(r -> assertThat(r).startsWith("rows/name/FORMAT_VALUE_OUT_OF_RANGE"))
        .anySatisfy(r -> assertThat(r).startsWith("rows//KAFKA_RECORD_TOO_LARGE"));
    assertThat(target.table(topic)).containsOnlyKeys("1", "5");
  }

  @Test
  void aRecordThatIsTooLargeForTheTopicFailsTheLoadByName() {
    String topic = topic();
    target.create(topic, 1, Map.of("max.message.bytes", "2000"));
    try (Load load = load(topic).open().fence().stage()) {
      assertCode(() -> load.write(Load.row(1, "x".repeat(3000))), "KAFKA_RECORD_TOO_LARGE");
    }
    assertThat(target.values(topic)).isEmpty();
  }

  @Test
  void aFullRefreshDeletesWhatWasThereBefore() {
    String topic = topic();
    for (int run = 0; run < 3; run++) {
      Load load =
          load(topic).with(LoadMode.FULL_REFRESH).run(Load.row(run, "a"), Load.row(run, "b"));
      assertThat(load.plan.streams().get(0).publish())
          .isEqualTo("transaction, then delete records");
      assertThat(target.values(topic)).containsExactlyInAnyOrder(run + "|a", run + "|b");
    }
    load(topic).with(LoadMode.FULL_REFRESH).run();
    assertThat(target.values(topic)).isEmpty();
  }

  @Test
  void aFullRefreshOfACompactedTopicBuriesItsKeysInTheSameTransaction() {
    String topic = topic();
    load(topic).with(LoadMode.FULL_REFRESH, "id").run(Load.row(1, "a"), Load.row(2, "b"));
    try (Load load =
        load(topic)
            .with(LoadMode.FULL_REFRESH, "id")
            .open()
            .fence()
            .stage()
            .write(Load.row(2, "c"), Load.row(3, "d"))
            .prepare()) {
      assertThat(target.table(topic)).containsOnlyKeys("1", "2");
      load.commit();
    }
    assertThat(target.table(topic))
        .containsExactlyInAnyOrderEntriesOf(Map.of("2", "2|c", "3", "3|d"));
    load(topic).with(LoadMode.FULL_REFRESH, "id").run(Load.row(9, "z"));
    assertThat(target.table(topic)).containsExactly(Map.entry("9", "9|z"));
  }

  @Test
  void aFullRefreshThatDiedBeforeItsDeletesIsCompleted() {
    String topic = topic();
    load(topic).with(LoadMode.FULL_REFRESH).run(Load.row(1, "old"));
    Load dead = load(topic).with(LoadMode.FULL_REFRESH);
    dead.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP) {
            throw new IllegalStateException("dies");
          }
        };
    dead.open().fence().stage().write(Load.row(2, "new")).prepare();
    assertThatThrownBy(dead::commit).hasMessage("dies");
    assertThat(target.values(topic)).containsExactlyInAnyOrder("1|old", "2|new");
    try (Load next = load(topic).with(LoadMode.FULL_REFRESH).open().fence()) {
      assertThat(next.committer.probe(dead.loadId, dead.message))
          .isEqualTo(CommitOutcome.IN_PROGRESS);
      next.committer.commit(dead.message, Optional.empty());
      assertThat(next.committer.probe(dead.loadId, dead.message))
          .isEqualTo(CommitOutcome.COMMITTED);
    }
    dead.close();
    assertThat(target.values(topic)).containsExactly("2|new");
  }

  @Test
  void aLoadThatDiesBetweenItsRecordAndItsCommitLeavesNothing() {
    String topic = topic();
    Load dead = load(topic);
    dead.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP) {
            throw new IllegalStateException("dies");
          }
        };
    dead.open().fence().stage().write(Load.row(1, "a")).prepare();
    assertThatThrownBy(dead::commit).hasMessage("dies");
    try (Load next = load(topic).open().fence()) {
      assertThat(next.committer.probe(dead.loadId, dead.message))
          .isEqualTo(CommitOutcome.NOT_COMMITTED);
      next.stage().write(Load.row(2, "b")).prepare().commit();
    }
    dead.close();
    assertThat(target.values(topic)).containsExactly("2|b");
  }

  @Test
  void aProcessThatDiesWithItsTransactionOpenLeavesNothing() {
    String topic = topic();
    Load dead = load(topic).open().fence().stage().write(Load.row(1, "a")).prepare();
    try (Load next = load(topic).open().fence()) {
      assertThat(next.committer.probe(dead.loadId, dead.message))
          .isEqualTo(CommitOutcome.NOT_COMMITTED);
      assertCode(
          () -> next.committer.commit(dead.message, Optional.empty()), KafkaCode.STAGE_LOST.code());
      next.committer.abort(dead.loadId, dead.generation);
      next.stage().write(Load.row(2, "b")).prepare().commit();
    }
    dead.close();
    assertThat(target.values(topic)).containsExactly("2|b");
  }

  @Test
  void aZombieNeitherWritesNorCommitsNorFences() {
    String topic = topic();
    Load zombie = load(topic).open().fence().stage().write(Load.row(1, "zombie")).prepare();
    Load writing = load(topic).open();
    try (Load next = load(topic).open().fence()) {
      assertThat(next.generation).isGreaterThan(zombie.generation);
      assertThatThrownBy(zombie::commit).isInstanceOf(DponeException.class);
      assertThat(zombie.committer.probe(zombie.loadId, zombie.message))
          .isEqualTo(CommitOutcome.NOT_COMMITTED);
      assertCode(() -> zombie.committer.fence(zombie.generation), KafkaCode.PRODUCER_FENCED.code());
      assertCode(zombie::stage, KafkaCode.PRODUCER_FENCED.code());
      next.stage().write(Load.row(2, "b")).prepare().commit();
    }
    zombie.close();
    writing.close();
    assertThat(target.values(topic)).containsExactly("2|b");
  }

  @Test
  void aZombieThatWritesIsToldWhy() {
    String topic = topic();
    Load zombie = load(topic).open().fence().stage();
    try (StageWriter writer = zombie.writer(0, 0);
        Load next = load(topic).open().fence()) {
      zombie.send(writer, Load.row(1, "zombie"));
      assertCode(writer::finish, KafkaCode.PRODUCER_FENCED.code());
      next.stage().write(Load.row(2, "b")).prepare().commit();
    }
    zombie.close();
    assertThat(target.values(topic)).containsExactly("2|b");
  }

  @Test
  void aWriterThatFailedSpoilsTheStageAndANewStageIsClean() {
    String topic = topic();
    try (Load load = load(topic).open().fence().stage()) {
      try (StageWriter writer = load.writer(0, 0)) {
        load.send(writer, Load.row(1, "half"));
      }
      assertCode(() -> load.writer(0, 1), StageUnusable.CODE);
      assertCode(load::prepare, StageUnusable.CODE);
      load.committer.abort(load.loadId, load.generation);
      load.stage().write(Load.row(1, "whole")).prepare().commit();
    }
    assertThat(target.values(topic)).containsExactly("1|whole");
  }

  @Test
  void severalWritersShareOneTransaction() {
    String topic = topic();
    try (Load load = load(topic).open().fence().stage();
        StageWriter one = load.writer(0, 0);
        StageWriter other = load.writer(1, 0)) {
      load.send(one, Load.row(1, "a"));
      load.send(other, Load.row(2, "b"));
      load.written.addAll(List.of(one.finish(), other.finish()));
      load.prepare().commit();
      assertThat(load.message.rows()).isEqualTo(2);
    }
    assertThat(target.values(topic)).containsExactlyInAnyOrder("1|a", "2|b");
  }

  @Test
  void aReceiptThatIsMissingIsFound() {
    String topic = topic();
    try (Load load = load(topic).open().fence().stage().write(Load.row(1, "a"))) {
      load.written.clear();
      assertCode(load::prepare, KafkaCode.ROWS_LOST.code());
    }
  }
}
