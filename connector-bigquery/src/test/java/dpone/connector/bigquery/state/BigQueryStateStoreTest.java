package dpone.connector.bigquery.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.bigquery.BigQueryConnector;
import dpone.connector.bigquery.testing.BigQueryDouble;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.spi.Endpoint;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store against the double, whose statements are scripted: what each answer leads to. */
@Tag("unit")
class BigQueryStateStoreTest {
  private static final StateKey KEY = new StateKey("p", "s");
  private static final Lease LEASE = new Lease(KEY, "me", 7, Instant.EPOCH);

  private BigQueryDouble google;
  private StateStore store;

  @BeforeEach
  void open() throws IOException {
    google = new BigQueryDouble();
    google.dataset("meta");
    var descriptor = new BigQueryConnector().descriptor();
    store =
        new BigQueryConnector()
            .state(
                new Endpoint(
                    TestOptions.of(
                        descriptor.connection(),
                        Map.of(
                            "project_id", "acme",
                            "credentials", "none",
                            "endpoint", google.address())),
                    TestOptions.of(descriptor.state(), Map.of("meta_dataset", "meta"))),
                new TestContext());
  }

  @AfterEach
  void close() {
    store.close();
    google.close();
  }

  private void row(String revision, String document, String token, String owner) {
    List<String> cells = new ArrayList<>(List.of("p", "s", revision));
    cells.add(document);
    cells.addAll(List.of("1700000000000000", token));
    cells.add(owner);
    cells.add(owner == null ? null : "1700000030000000");
    google.answer("SELECT pipeline, scope, revision", List.of(cells), 0);
  }

  @Test
  void lookingMakesNoTable() {
    assertThat(store.read(KEY)).isEmpty();
    assertThat(store.list("")).isEmpty();
    assertThat(google.statements).isEmpty();
    assertThat(store.identity()).isEqualTo("bigquery:EU/acme/meta/1700000000000");
  }

  @Test
  void aWriteThatChangedARowIsReadBack() {
    google.answer("UPDATE", List.of(), 1);
    row("4", "{}", "7", "me");
    var entry = store.write(KEY, 3, "{}", LEASE);
    assertThat(entry.revision()).isEqualTo(4);
    assertThat(google.statements.get(0)).startsWith("CREATE TABLE IF NOT EXISTS");
    assertThat(google.statements.get(1)).contains("revision = 3", "token = 7", "@document");
  }

  @Test
  void aWriteThatChangedNothingTellsWhy() {
    google.answer("UPDATE", List.of(), 0);
    row("5", "{}", "7", "me");
    assertThatThrownBy(() -> store.write(KEY, 3, "{}", LEASE)).hasMessageContaining("revision 3");
    google.answer("UPDATE", List.of(), 0);
    row("3", "{}", "8", "other");
    assertThatThrownBy(() -> store.write(KEY, 3, "{}", LEASE))
        .hasMessageContaining("taken over by another run");
  }

  @Test
  void aLeaseOfSomebodyElseIsRefusedByName() {
    row("3", "{}", "8", "other");
    google.answer("SET token = GREATEST", List.of(), 0);
    row("3", "{}", "8", "other");
    assertThatThrownBy(() -> store.acquire(KEY, "me", Duration.ofSeconds(30), 1))
        .hasMessageContaining("is being run by other");
  }

  @Test
  void aKeyThatIsNewIsAddedInATransactionAndThenTaken() {
    google.answer("SELECT pipeline, scope, revision", List.of(), 0);
    google.answer("SET token = GREATEST", List.of(), 1);
    row("0", null, "9", "me");
    assertThat(store.acquire(KEY, "me", Duration.ofSeconds(30), 9).token()).isEqualTo(9);
    assertThat(google.statements.toString()).contains("BEGIN TRANSACTION", "WHERE NOT EXISTS");
  }
}
