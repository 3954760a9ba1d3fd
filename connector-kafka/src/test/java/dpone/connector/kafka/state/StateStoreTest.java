package dpone.connector.kafka.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.KafkaConnector;
import dpone.connector.kafka.connect.ConnectionOptions;
import dpone.connector.kafka.testing.TestOptions;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class StateStoreTest {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final StateKey KEY = new StateKey("p", "s");

  private final Map<String, Object> connection = TestService.kafka().connection();
  private final String topic = "state-" + UUID.randomUUID();
  private final StateStore store = open();

  @AfterEach
  void close() {
    store.close();
  }

  private StateStore open() {
    TestContext context = new TestContext();
    context.retries = 20;
    context.passes = e -> e.category().retryable() && !e.code().equals("STATE_LEASED");
    context.pause = () -> LockSupport.parkNanos((long) (Math.random() * 200_000_000));
    return new KafkaConnector()
        .state(
            new Endpoint(
                TestOptions.of(ConnectionOptions.SPEC, connection),
                TestOptions.of(StateOptions.SPEC, Map.of("topic", topic))),
            context);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", connection.get("bootstrap_servers")));
  }

  private static void refused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void lookingMakesNoTopic() throws Exception {
    assertThat(store.read(KEY)).isEmpty();
    assertThat(store.list("")).isEmpty();
    try (StateStore other = open()) {
      assertThat(store.identity()).startsWith("kafka:").isEqualTo(other.identity());
    }
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get()).doesNotContain(topic);
    }
  }

  @Test
  void writesByRevisionUnderTheNewestLeaseOnly() {
    Lease lease = store.acquire(KEY, "a", TTL, 0);
    assertThat(lease.token()).isEqualTo(1);
    assertThat(store.write(KEY, 0, "{\"n\": 1}", lease).revision()).isEqualTo(1);
    refused("STATE_CONFLICT", () -> store.write(KEY, 0, "{}", lease));
    refused("STATE_CONFLICT", () -> store.write(KEY, 2, "{}", lease));
    assertThat(store.write(KEY, 1, "{\"n\":2}", lease).revision()).isEqualTo(2);
    Lease next = store.acquire(KEY, "a", TTL, 0);
    refused("STATE_FENCED", () -> store.write(KEY, 2, "{}", lease));
    refused("STATE_FENCED", () -> store.renew(lease, TTL));
    refused("STATE_FENCED", () -> store.reset(KEY, lease));
    try (StateStore other = open()) {
      assertThat(other.read(KEY).orElseThrow().document()).isEqualTo("{\"n\":2}");
    }
    store.reset(KEY, next);
    assertThat(store.read(KEY)).isEmpty();
    store.release(next);
    assertThat(store.acquire(KEY, "b", TTL, 0).token()).isEqualTo(3);
    assertThat(store.acquire(KEY, "b", TTL, 100).token()).isEqualTo(100);
  }

  @Test
  void aHeldLeaseIsRefusedUntilItExpiresOrIsReleased() throws Exception {
    Lease lease = store.acquire(KEY, "host a", TTL, 0);
    assertThatThrownBy(() -> store.acquire(KEY, "host b", TTL, 0))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.oneLine()).contains("STATE_LEASED", "host a"));
    store.release(lease);
    store.release(lease);
    Lease shorter = store.acquire(KEY, "host b", Duration.ofMillis(200), 0);
    Thread.sleep(400);
    assertThat(store.acquire(KEY, "host c", TTL, 0).token()).isEqualTo(shorter.token() + 1);
    store.release(shorter);
    assertThatThrownBy(() -> store.acquire(KEY, "host d", TTL, 0)).hasMessageContaining("host c");
  }

  @Test
  void concurrentRunsGetOneLease() {
    List<CompletableFuture<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String owner = "o" + i;
      tries.add(
          CompletableFuture.supplyAsync(() -> {
            try (StateStore own = open()) {
              own.acquire(KEY, owner, TTL, 0);
              return true;
            } catch (DponeException refused) {
              assertThat(refused.code()).isEqualTo("STATE_LEASED");
              return false;
            }
          }));
    }
    assertThat(tries.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
  }

  @Test
  void concurrentWritersLoseNoWrite() {
    Lease lease = store.acquire(KEY, "a", TTL, 0);
    List<CompletableFuture<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(
          CompletableFuture.supplyAsync(() -> {
            int written = 0;
            try (StateStore own = open()) {
              for (int n = 0; n < 5; n++) {
                long revision = own.read(KEY).map(e -> e.revision()).orElse(0L);
                try {
                  own.write(KEY, revision, "{}", lease);
                  written++;
                } catch (DponeException refused) {
                  assertThat(refused.code()).isEqualTo("STATE_CONFLICT");
                }
              }
            }
            return written;
          }));
    }
    long written = writers.stream().mapToLong(CompletableFuture::join).sum();
    assertThat(store.read(KEY).orElseThrow().revision()).isEqualTo(written);
  }

  @Test
  void anOpenTransactionOfAnotherKeyHidesNothing() {
    Lease lease = store.acquire(KEY, "a", TTL, 0);
    try (var other =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                connection.get("bootstrap_servers"),
                "transactional.id",
                "dead-writer-" + topic,
                "transaction.timeout.ms",
                3000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      other.initTransactions();
      other.beginTransaction();
      other.send(
          new ProducerRecord<>(
              topic,
              0,
              Stored.keyBytes(new StateKey("x", "y")),
              Stored.nothing(new StateKey("x", "y")).bytes()));
      other.flush();
      store.write(KEY, 0, "{\"n\":1}", lease);
      try (StateStore fresh = open()) {
        assertThat(fresh.read(KEY).orElseThrow().document()).isEqualTo("{\"n\":1}");
        refused("STATE_CONFLICT", () -> fresh.write(KEY, 0, "{}", lease));
      }
    }
  }

  @Test
  void aTopicThatWouldLoseStateIsRefused() throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    refused("KAFKA_STATE_TOPIC_UNFIT", () -> store.acquire(KEY, "a", TTL, 0));
  }

  @Test
  void listsInOrder() {
    for (String scope : List.of("b", "a", "Ü")) {
      StateKey key = new StateKey("p", scope);
      store.write(key, 0, "{}", store.acquire(key, "x", TTL, 0));
    }
    assertThat(store.list("p").stream().map(e -> e.key().scope())).containsExactly("a", "b", "Ü");
    assertThat(store.list("q")).isEmpty();
    assertThat(store.list("")).hasSize(3);
  }
}
