package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.context.Boundary;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that dies at any step of a lane, and what the next one makes of it: rows that were sent and
 * not finished, finished and not put together, put together and not published.
 */
@Tag("integration")
class HaltsTest {
  private static final LoadId FIRST = new LoadId("11111111111111111111111111111111");
  private static final LoadId SECOND = new LoadId("22222222222222222222222222222222");
  private static final String TARGET =
      "SELECT CAST(COUNT(*) AS STRING), CAST(COUNT(DISTINCT id) AS STRING) FROM `acme.shop.orders`";
  private static final int ROWS = 400;
  private static final String FILLER = "x".repeat(1000);

  private final TestContext context = new TestContext();
  private Warehouse warehouse;

  /** Where a run dies. */
  enum Step {
    /** Some of the first split was sent. */
    AFTER_APPEND,
    /** The first split is finished, the second is not. */
    AFTER_A_SPLIT,
    /** All splits are finished. */
    AFTER_ALL_SPLITS,
    /** The stage was put together: streams are committed, files loaded. */
    AFTER_PREPARE,
    /** The transaction is about to begin. */
    BEFORE_PUBLISH
  }

  /** Such an end. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  record Case(Step step, Map<String, String> lane) {
    @Override
    public String toString() {
      return step + " by " + lane.get("load");
    }
  }

  static List<Case> cases() {
    Map<String, String> files = new HashMap<>(Warehouse.THROUGH_BUCKET);
    files.put("compression", "none");
    List<Case> cases = new ArrayList<>();
    for (Step step : Step.values()) {
      cases.add(new Case(step, files));
      cases.add(new Case(step, Map.of("load", "storage_write")));
    }
    return cases;
  }

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
    warehouse.orders();
    context.keptBytes = 4 * 64 * 1024;
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  private OneLoad load(Map<String, String> lane) {
    return new OneLoad(
        warehouse,
        context,
        lane,
        OneLoad.request(
            WriteLoad.SCHEMA, new Strategy(LoadMode.INCREMENTAL_APPEND, List.of(), Map.of())),
        0);
  }

  private static void rows(dpone.spi.batch.ColumnBatch batch, int split) {
    for (int i = 0; i < ROWS; i++) {
      batch.longs(0).append(split * 1_000L + i);
      batch.bytes(1).append("row " + i + FILLER);
      batch.endRow();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theNextRunLoadsEachRowOnce(Case one) {
    OneLoad dying = load(one.lane());
    context.onBoundary =
        boundary -> {
          boolean sent = one.step() == Step.AFTER_APPEND && boundary == Boundary.MID_WRITE;
          boolean publishes = one.step() == Step.BEFORE_PUBLISH && boundary == Boundary.DURING_SWAP;
          if (sent || publishes) {
            throw new Died();
          }
        };
    dying.at =
        step -> {
          if (one.step().name().equals(step)) {
            throw new Died();
          }
        };
    assertThatThrownBy(() -> dying.run(FIRST, HaltsTest::rows)).isInstanceOf(Died.class);
    assertThat(warehouse.rows(TARGET).getFirst()).containsExactly("1", "1");
    context.onBoundary = boundary -> {};
    OneLoad next = load(one.lane());
    next.run(SECOND, HaltsTest::rows);
    assertThat(warehouse.rows(TARGET).getFirst()).containsExactly("801", "801");
    assertThat(warehouse.objects()).isEmpty();
  }
}
