package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.LoadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What copy jobs publish, evaluated: a process that dies before, between and after them leaves a
 * load that the next one completes, and a partition that was overwritten is not overwritten again.
 */
@Tag("integration")
class CopiesTest {
  private static final LoadId FIRST = new LoadId("11111111111111111111111111111111");
  private static final LoadId SECOND = new LoadId("22222222222222222222222222222222");
  private static final String TARGET = "`acme.shop.orders`";
  private static final Map<String, ?> COPY = Map.of("publish", "copy");

  /** How a process ends that nobody can catch. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final TestContext context = new TestContext();
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
    warehouse.rows(
        "CREATE TABLE IF NOT EXISTS "
            + TARGET
            + " (id INT64 NOT NULL, name STRING, day DATE) PARTITION BY day");
    // A day that no load has, and one that loads replace.
    for (String day : List.of("2025-12-31", "2026-01-01")) {
      warehouse.rows(
          "INSERT INTO " + TARGET + " (id, name, day) VALUES (-1, 'before', DATE '" + day + "')");
    }
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  private OneLoad load(LoadMode mode) {
    return new OneLoad(
        warehouse,
        context,
        COPY,
        OneLoad.request(
            mode, mode == LoadMode.PARTITION_REPLACE ? Map.of("partition_by", "day") : Map.of()),
        0);
  }

  private List<List<String>> days() {
    return warehouse.rows(
        "SELECT CAST(day AS STRING), CAST(COUNT(*) AS STRING), MIN(name) FROM "
            + TARGET
            + " GROUP BY day ORDER BY day");
  }

  private long copies() {
    return warehouse
        .rows("SELECT detail FROM `acme.shop._dpone_loads` WHERE detail LIKE '%publishing%'")
        .size();
  }

  @Test
  void partitionsThatTheLoadHasAreReplacedAndOthersStay() {
    load(LoadMode.PARTITION_REPLACE).run(FIRST, 6);
    assertThat(days())
        .containsExactly(
            List.of("2025-12-31", "1", "before"),
            List.of("2026-01-01", "4", "row 0"),
            List.of("2026-01-02", "4", "row 1"),
            List.of("2026-01-03", "4", "row 2"));
  }

  @Test
  void aFullRefreshIsOneCopy() {
    load(LoadMode.FULL_REFRESH).run(FIRST, 6);
    assertThat(days())
        .containsExactly(
            List.of("2026-01-01", "4", "row 0"),
            List.of("2026-01-02", "4", "row 1"),
            List.of("2026-01-03", "4", "row 2"));
  }

  /** Killed before the first, the second, the third partition. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void aProcessThatDiesBetweenTwoCopiesIsCompletedByTheNextOne(int at) {
    OneLoad load = load(LoadMode.PARTITION_REPLACE);
    kill(at);
    assertThatThrownBy(() -> load.run(FIRST, 6)).isInstanceOf(Killed.class);
    // Those before were overwritten; one day more than those has no row yet.
    assertThat(days()).hasSize(Math.max(2, at));
    assertThat(copies()).as("the load is open").isEqualTo(1);
    context.onBoundary = boundary -> {};
    warehouse.clear();
    assertThat(load.recovered(FIRST, SECOND, 6)).isEqualTo(CommitOutcome.IN_PROGRESS);
    assertThat(
            warehouse.requests().stream().filter(r -> r.contains("/jobs/") && r.contains("_swap_")))
        .isNotEmpty();
    assertThat(copies()).isZero();
    assertThat(days()).hasSize(4);
    assertThat(load.recovered(FIRST, SECOND, 6)).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(days()).hasSize(4);
  }

  private void kill(int at) {
    AtomicInteger swaps = new AtomicInteger();
    context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP && swaps.incrementAndGet() == at) {
            throw new Killed();
          }
        };
  }

  /** The answer to a copy job, or the job itself, is lost. */
  @ParameterizedTest
  @CsvSource({"1,true", "1,false", "2,true", "2,false", "3,true", "3,false"})
  void aCopyJobWhoseAnswerIsLostRunsOnce(int at, boolean carriedOut) {
    OneLoad load = load(LoadMode.PARTITION_REPLACE);
    AtomicInteger swaps = new AtomicInteger();
    context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP && swaps.incrementAndGet() == at) {
            warehouse.fault(
                Map.of("request", "POST .*/jobs", "status", 0, "done", carriedOut, "times", 1));
          }
        };
    assertThatThrownBy(() -> load.run(FIRST, 6)).hasMessageContaining("overwriting");
    context.onBoundary = boundary -> {};
    assertThat(load.recovered(FIRST, SECOND, 6)).isEqualTo(CommitOutcome.IN_PROGRESS);
    assertThat(days()).hasSize(4);
  }

  /** Nothing is left to copy from: the next run reads and publishes anew. */
  @Test
  void aLoadThatStaysOpenLongerThanItsStagesIsLoadedAnew() {
    OneLoad load = load(LoadMode.PARTITION_REPLACE);
    kill(2);
    assertThatThrownBy(() -> load.run(FIRST, 6)).isInstanceOf(Killed.class);
    context.onBoundary = boundary -> {};
    Duration longer = Duration.ofHours(49);
    warehouse.control("pass", "{\"seconds\":" + longer.toSeconds() + "}");
    context.time = () -> Instant.now().plus(longer);
    load.named("anew ");
    assertThat(load.recovered(FIRST, SECOND, 6)).isEqualTo(CommitOutcome.NOT_COMMITTED);
    assertThat(days())
        .containsExactly(
            List.of("2025-12-31", "1", "before"),
            List.of("2026-01-01", "4", "anew 0"),
            List.of("2026-01-02", "4", "anew 1"),
            List.of("2026-01-03", "4", "anew 2"));
  }
}
