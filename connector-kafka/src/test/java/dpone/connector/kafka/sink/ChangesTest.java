package dpone.connector.kafka.sink;

import static dpone.connector.kafka.sink.LoadTest.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.sink.LoadMode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ChangesTest {
  private static final int INSERT = 0;
  private static final int UPDATE = 1;
  private static final int DELETE = 2;
  private static final int TRUNCATE = 3;
  private static Map<String, Object> broker;
  private static Target target;
  private final String topic = "c" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start() {
    broker = TestService.kafka().connection();
    target = new Target(broker);
  }

  private Load changes() {
    Load load = new Load(broker, topic).with(LoadMode.CDC_APPLY, "id");
    load.schema = Load.changes(Load.ROWS, "id");
    return load;
  }

  /** Kind, sequence, carried over, id, name, old id. */
  private static Object[] change(int kind, long sequence, Object id, Object name, Object old) {
    return new Object[] {kind, sequence, null, id, name, old};
  }

  @Test
  void appliesChangesByKeyAndBuriesWhatIsGone() {
    Load load =
        changes()
            .run(
                change(INSERT, 1, 1L, "a", null),
                change(INSERT, 2, 2L, "b", null),
                change(UPDATE, 3, 2L, "c", null),
                change(DELETE, 4, 1L, null, null),
                change(UPDATE, 5, 3L, "moved", 2L));
    assertThat(load.message.rows()).isEqualTo(5);
    assertThat(target.table(topic)).containsExactly(Map.entry("3", "3|moved"));
    assertThat(target.records(topic)).hasSize(6);
    changes().run(change(DELETE, 6, 3L, null, null));
    assertThat(target.table(topic)).isEmpty();
  }

  @Test
  void aCellThatIsNotCarriedIsRefusedByName() {
    try (Load load = changes().open().fence().stage()) {
      assertCode(
          () -> load.write(new Object[] {UPDATE, 1L, new byte[] {2}, 1L, "<unchanged>", null}),
          KafkaCode.COLUMN_UNCHANGED.code());
    }
    assertThat(target.records(topic)).isEmpty();
  }

  @Test
  void anEmptiedTableIsRefused() {
    try (Load load = changes().open().fence().stage()) {
      assertCode(
          () -> load.write(change(TRUNCATE, 1, null, null, null)),
          KafkaCode.TRUNCATE_REFUSED.code());
    }
  }

  @Test
  void aDeleteFailsWhereTheManifestSaysSo() {
    try (Load load = changes().option(SinkOptions.DELETES, "fail").open().fence().stage()) {
      assertCode(
          () -> load.write(change(DELETE, 1, 1L, null, null)), KafkaCode.DELETE_REFUSED.code());
    }
  }

  @Test
  void aSnapshotBeforeTheChangesSharesTheProducerOfItsScope() {
    try (Load load = changes().open().fence()) {
      Load snapshot = new Load(broker, topic).with(LoadMode.FULL_REFRESH, "id").open();
      snapshot.sink.close();
      snapshot.sink = load.sink;
      snapshot.committer = load.sink.committer(snapshot.request);
      snapshot.generation = load.generation;
      snapshot.stage().write(Load.row(1, "whole")).prepare().commit();
      load.stage().write(change(UPDATE, 1, 1L, "changed", null)).prepare().commit();
    }
    assertThat(target.table(topic)).containsExactly(Map.entry("1", "1|changed"));
  }
}
