package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dpone.acceptance.Postgres.Database;
import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.StreamReceipt;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes of the oldest release that is proven, into one of the newest: {@link ChangeCaptureTest}
 * has the newest at both ends.
 */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeReleasesTest {
  private static final String RELEASE = "15";
  private static Map<String, String> environment = Map.of();
  private static Dpone dpone;

  @TempDir Path folder;
  private Database source;
  private ChangeShop shop;

  /** Starts the server of that release, where the machine has it. */
  @BeforeAll
  static void open() {
    Database any;
    try {
      any = Postgres.server().database(RELEASE);
    } catch (DponeException missing) {
      abort("no PostgreSQL " + RELEASE + " here: " + missing.oneLine());
      return;
    }
    environment =
        Map.of("PG_PASSWORD", Postgres.server().password(), ChangeShop.PASSWORD, any.password());
    dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .leaseTtl(ChildRuns.LEASE)
            .secrets(SecretResolver.of(environment))
            .build();
  }

  @AfterAll
  static void close() {
    if (dpone != null) {
      dpone.close();
    }
  }

  @BeforeEach
  void aShop() {
    source = Postgres.server().database(RELEASE);
    assertThat(source.value("show server_version_num")).startsWith(RELEASE);
    shop = ChangeShop.open(folder, source, Postgres.server().database());
  }

  @AfterEach
  void noSlotIsLeft() {
    shop.close();
  }

  private RunReceipt run(Path manifest) {
    RunReceipt receipt = dpone.run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    return receipt;
  }

  @Test
  void theTargetIsAtEveryStopWhatTheSourceIs() throws Exception {
    Path manifest = shop.manifest(ChangeShop.TABLES, "");
    assertThat(run(manifest).streams())
        .extracting(StreamReceipt::rowsRead)
        .containsExactly(500L, 1500L);
    shop.assertEqual(ChangeShop.TABLES);
    shop.change();
    assertThat(run(manifest).streams().getFirst().rowsRead()).isEqualTo(73);
    shop.assertEqual(ChangeShop.TABLES);
    source.execute("truncate items", "insert into items values (1, 1, 'after')");
    run(manifest);
    shop.assertEqual(ChangeShop.TABLES);
    assertThat(run(manifest).streams()).extracting(StreamReceipt::rowsRead).containsExactly(0L, 0L);
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER_FLUSH_BEFORE_COMMIT", "AFTER_COMMIT_BEFORE_STATE"})
  void aProcessThatDiesWhileItFollowsLosesNothing(Boundary boundary) throws Exception {
    Path manifest = shop.manifest(ChangeShop.TABLES, "");
    run(manifest);
    shop.change();
    try (Child child = ChildRuns.start(manifest, boundary, Order.Action.HALT, environment)) {
      assertThat(child.exitCode()).as(child.printed()).isEqualTo(ChildRuns.HALTED);
    }
    source.execute("update orders set customer = 'later' where id = 5");
    run(manifest);
    shop.assertEqual(ChangeShop.TABLES);
    assertThat(run(manifest).streams())
        .as("nothing comes again")
        .extracting(StreamReceipt::rowsRead)
        .containsExactly(0L, 0L);
  }

  /** More than the server keeps in memory, with parts rolled back and others committed between. */
  @Test
  void aLargeTransactionIsReceivedWhileItRuns() throws Exception {
    source.execute(
        "alter database "
            + source.connection().get("database")
            + " set logical_decoding_work_mem = '64kB'");
    Path manifest = shop.manifest(ChangeShop.TABLES, "");
    run(manifest);
    try (Connection open = source.open();
        Statement large = open.createStatement()) {
      open.setAutoCommit(false);
      large.execute(
          "insert into items select i, 7, 'large ' || i from generate_series(1, 40000) i");
      large.execute("savepoint a");
      large.execute("insert into items select i, 8, 'gone ' || i from generate_series(1, 20000) i");
      large.execute("rollback to a");
      shop.change();
      run(manifest);
      large.execute("update items set sku = 'larger' where n = 7 and order_id <= 20000");
      open.commit();
    }
    assertThat(run(manifest).streams().getLast().rowsRead()).isEqualTo(60_000);
    shop.assertEqual(ChangeShop.TABLES);
    assertThat(
            Long.parseLong(
                source.value(
                    "select sum(stream_txns) from pg_stat_replication_slots s"
                        + " join pg_replication_slots r using (slot_name)"
                        + " where r.database = current_database()")))
        .as("transactions that were received before their end")
        .isPositive();
  }
}
