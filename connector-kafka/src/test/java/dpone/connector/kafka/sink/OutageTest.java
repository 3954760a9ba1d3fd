package dpone.connector.kafka.sink;

import static dpone.connector.kafka.sink.LoadTest.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.StageWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that do not come, brokers that go, loads that last too long. */
@Tag("integration")
class OutageTest {
  private final String topic = "o" + UUID.randomUUID().toString().substring(0, 8);

  private static int port(Map<String, Object> connection) {
    return Integer.parseInt(connection.get("bootstrap_servers").toString().split(":")[1]);
  }

  private Load impatient(Map<String, Object> connection, String timeout) {
    return new Load(connection, topic)
        .option(SinkOptions.DELIVERY_TIMEOUT, timeout)
        .option(SinkOptions.LINGER_MS, "0");
  }

  @Test
  void aLostAnswerToTheCommitIsLookedUp() throws Exception {
    Map<String, Object> direct = TestService.kafka().connection();
    Target target = new Target(direct);
    target.create(topic, 1, Map.of());
    try (KafkaProxy proxy = new KafkaProxy(port(direct))) {
      Map<String, Object> through = new HashMap<>(direct);
      through.put("bootstrap_servers", proxy.address());
      try (Load load = impatient(through, "4s").open().fence().stage().write(Load.row(1, "a"))) {
        load.prepare();
        proxy.loseAnswersTo(KafkaProxy.END_TXN);
        assertThatThrownBy(load::commit)
            .isInstanceOfSatisfying(
                DponeException.class,
                e -> assertThat(e.category()).isEqualTo(ErrorCategory.COMMIT_UNKNOWN));
        assertThat(proxy.lost).hasValueGreaterThan(0);
        proxy.mend();
        assertThat(load.committer.probe(load.loadId, load.message))
            .isEqualTo(CommitOutcome.COMMITTED);
        load.commit();
        load.loadId = Load.newId();
        load.stage().write(Load.row(2, "b")).prepare().commit();
      }
    }
    assertThat(target.values(topic)).containsExactly("1|a", "2|b");
  }

  @Test
  void aLoadThatLastsTooLongIsNamed() throws Exception {
    Map<String, Object> direct = TestService.kafka().connection();
    Target target = new Target(direct);
    target.create(topic, 1, Map.of());
    Load load = impatient(direct, "20s").option(SinkOptions.TRANSACTION_TIMEOUT, "1s");
    try (Load late = load.open().fence().stage();
        StageWriter writer = late.writer(0, 0)) {
      late.send(writer, Load.row(1, "a"));
      late.stage.generation();
      Thread.sleep(13_000);
      assertThatThrownBy(
              () -> {
                late.send(writer, Load.row(2, "b"));
                writer.finish();
                late.prepare().commit();
              })
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.code()).isEqualTo(KafkaCode.TRANSACTION_TIMED_OUT.code()));
    }
    assertThat(target.values(topic)).isEmpty();
  }

  @Test
  void moreTimeThanTheBrokersAllowIsRefused() {
    Map<String, Object> direct = TestService.kafka().connection();
    try (Load load =
        new Load(direct, topic).option(SinkOptions.TRANSACTION_TIMEOUT, "10h").open()) {
      assertCode(load::fence, KafkaCode.INVALID_OPTION.code());
    }
  }

  @Test
  void aBrokerThatDiesLosesAndDoublesNothing() {
    try (TestService own = TestService.own()) {
      Map<String, Object> connection = own.connection();
      Target target = new Target(connection);
      target.create(topic, 1, Map.of());
      Load first = impatient(connection, "60s").open().fence().stage();
      StageWriter writer = first.writer(0, 0);
      first.send(writer, Load.row(1, "a"));
      own.ask(Map.of("op", "kill"));
      own.ask(Map.of("op", "restart"));
      first.send(writer, Load.row(2, "b"));
      first.written.add(writer.finish());
      writer.close();
      first.prepare();
      own.ask(Map.of("op", "kill"));
      Load impatient = impatient(connection, "3s");
      own.ask(Map.of("op", "restart"));
      first.commit();
      first.close();
      assertThat(target.values(topic)).containsExactly("1|a", "2|b");

      Load second = impatient.open().fence().stage().write(Load.row(3, "c")).prepare();
      own.ask(Map.of("op", "kill"));
      assertThatThrownBy(second::commit).isInstanceOf(DponeException.class);
      own.ask(Map.of("op", "restart"));
      try (Load third = impatient(connection, "60s").open().fence()) {
        if (third.committer.probe(second.loadId, second.message) == CommitOutcome.NOT_COMMITTED) {
          third.stage().write(Load.row(3, "c")).prepare().commit();
        } else {
          third.committer.commit(second.message, Optional.empty());
        }
      }
      second.close();
      assertThat(target.values(topic)).containsExactly("1|a", "2|b", "3|c");
    }
  }
}
