package dpone.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.connect.ConnectionOptions;
import dpone.connector.kafka.deadletter.DeadLetterTopic;
import dpone.connector.kafka.testing.TestOptions;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class DeadLetterTest {
  private final Map<String, Object> broker = TestService.kafka().connection();
  private final String topic = "d" + UUID.randomUUID().toString().substring(0, 8);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> poison() {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("shop.orders", 2, 17, bytes("k"), bytes("{not json"));
    record.headers().add("trace", bytes("t1"));
    return record;
  }

  @Test
  void aRecordIsSetAsideAsItWasWithTheReasonBesideIt() {
    Target target = new Target(broker);
    target.create(topic, 1, Map.of());
    try (Clients clients =
            new Clients(TestOptions.of(ConnectionOptions.SPEC, broker), new TestContext());
        DeadLetterTopic letters = DeadLetterTopic.open(clients, topic, "orders")) {
      letters.send(poison(), "FORMAT_MALFORMED", "it is not JSON");
      letters.flush();
      assertThat(letters.acknowledged()).isEqualTo(1);
    }
    List<ConsumerRecord<byte[], byte[]>> records = target.records(topic);
    assertThat(records).hasSize(1);
    ConsumerRecord<byte[], byte[]> record = records.get(0);
    assertThat(Target.text(record.key())).isEqualTo("k");
    assertThat(Target.text(record.value())).isEqualTo("{not json");
    assertThat(header(record, "trace")).isEqualTo("t1");
    assertThat(header(record, DeadLetterTopic.REASON)).isEqualTo("FORMAT_MALFORMED");
    assertThat(header(record, DeadLetterTopic.DETAIL)).isEqualTo("it is not JSON");
    assertThat(header(record, DeadLetterTopic.STREAM)).isEqualTo("orders");
    assertThat(header(record, DeadLetterTopic.TOPIC)).isEqualTo("shop.orders");
    assertThat(header(record, DeadLetterTopic.PARTITION)).isEqualTo("2");
    assertThat(header(record, DeadLetterTopic.OFFSET)).isEqualTo("17");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return Target.text(record.headers().lastHeader(name).value());
  }

  @Test
  void whatCannotBeSetAsideFails() {
    Map<String, Object> guest =
        TestService.kafka()
            .connection(Map.of("security_protocol", "SASL_PLAINTEXT", "user", "guest"));
    new Target(broker).create(topic, 1, Map.of());
    try (Clients clients =
            new Clients(TestOptions.of(ConnectionOptions.SPEC, guest), new TestContext());
        DeadLetterTopic letters = DeadLetterTopic.open(clients, topic, "orders")) {
      assertThatThrownBy(
              () -> {
                letters.send(poison(), "FORMAT_MALFORMED", "it is not JSON");
                letters.flush();
              })
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("KAFKA_NOT_AUTHORIZED"));
      assertThat(letters.acknowledged()).isZero();
    }
  }
}
