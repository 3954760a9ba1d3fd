package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Leases, and compare and set, evaluated by Google's reference engine. */
@Tag("integration")
class EvaluatedStateTest {
  private static final StateKey KEY = new StateKey("p", "s");
  private static final Duration LONG = Duration.ofHours(1);

  private Warehouse warehouse;
  private StateStore store;

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
    store = warehouse.state(new TestContext());
  }

  @AfterEach
  void close() {
    store.close();
    warehouse.close();
  }

  @Test
  void oneOfTwoWritersOfARevisionWins() {
    Lease lease = store.acquire(KEY, "me", LONG, 1);
    assertThat(store.read(KEY)).isEmpty();
    StateEntry first = store.write(KEY, 0, "{\"a\":1}", lease);
    assertThat(first.revision()).isEqualTo(1);
    store.write(KEY, 1, "{\"a\":2}", lease);
    assertThatThrownBy(() -> store.write(KEY, 1, "{\"a\":3}", lease))
        .hasMessageContaining("no longer at revision 1");
    assertThat(store.read(KEY).orElseThrow().document()).isEqualTo("{\"a\":2}");
    assertThat(store.list("p")).hasSize(1);
  }

  @Test
  void aLeaseKeepsOthersOutUntilItEndsAndItsHolderAfterwards() throws Exception {
    Lease held = store.acquire(KEY, "me", LONG, 7);
    assertThat(held.token()).isGreaterThanOrEqualTo(7);
    assertThatThrownBy(() -> store.acquire(KEY, "you", LONG, 1)).hasMessageContaining("me");
    Lease mine = store.renew(held, Duration.ofMillis(1));
    Thread.sleep(20);
    Lease yours = store.acquire(KEY, "you", LONG, 1);
    assertThat(yours.token()).isGreaterThan(mine.token());
    assertThatThrownBy(() -> store.write(KEY, 0, "{}", mine)).hasMessageContaining("taken over");
    assertThatThrownBy(() -> store.renew(mine, LONG)).hasMessageContaining("taken over");
    store.release(mine);
    assertThatThrownBy(() -> store.acquire(KEY, "me", LONG, 1)).hasMessageContaining("you");
    store.write(KEY, 0, "{}", yours);
    store.reset(KEY, yours);
    assertThat(store.read(KEY)).isEmpty();
    store.release(yours);
    assertThat(store.acquire(KEY, "me", LONG, 1).token()).isGreaterThan(yours.token());
  }
}
