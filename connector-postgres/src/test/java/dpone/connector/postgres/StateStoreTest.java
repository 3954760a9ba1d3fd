package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.state.StateOptions;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TestOptions;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class StateStoreTest {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final StateKey KEY = new StateKey("p", "s");
  private static Database database;
  private final StateStore store = open();

  @BeforeAll
  static void server() {
    database = PostgresTestServer.get().database("state");
  }

  @BeforeEach
  void empty() {
    database.run("DROP SCHEMA IF EXISTS dpone_meta CASCADE");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static StateStore open() {
    return new PostgresConnector()
        .state(
            new Endpoint(database.options(), TestOptions.of(StateOptions.SPEC, Map.of())),
            new TestContext());
  }

  private static void refused(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void lookingMakesNoTables() {
    assertThat(store.read(KEY)).isEmpty();
    assertThat(store.list("")).isEmpty();
    assertThat(store.identity()).startsWith("postgres:").isEqualTo(open().identity());
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'dpone_meta'"))
        .isEqualTo("0");
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
    assertThat(store.read(KEY).orElseThrow().document()).isEqualTo("{\"n\":2}");
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
  void concurrentRunsGetOneLeaseAndOneSchema() {
    List<CompletableFuture<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
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
