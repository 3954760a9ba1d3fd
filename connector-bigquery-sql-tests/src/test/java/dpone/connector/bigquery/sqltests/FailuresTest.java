package dpone.connector.bigquery.sqltests;

import static dpone.connector.bigquery.sqltests.Warehouse.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sqltests.Failures.Again;
import dpone.connector.bigquery.sqltests.Failures.Failure;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.LoadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every documented failure that can be scripted ends in its category with something to do, leaves
 * the target as it was, and whatever comes afterwards loads each row once. Rows are appended, so
 * that one that came twice is seen.
 */
@Tag("integration")
class FailuresTest {
  private static final LoadId FIRST = new LoadId("11111111111111111111111111111111");
  private static final LoadId SECOND = new LoadId("22222222222222222222222222222222");
  private static final String TARGET =
      "SELECT CAST(COUNT(*) AS STRING), CAST(COUNT(DISTINCT id) AS STRING) FROM `acme.shop.orders`";
  private static final List<String> BEFORE = List.of("2", "2");
  private static final List<String> AFTER = List.of("12", "12");
  private static final int ALWAYS = 1_000_000;

  private final TestContext context = new TestContext();
  private Warehouse warehouse;
  private OneLoad load;

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
    warehouse.rows(
        "CREATE TABLE IF NOT EXISTS `acme.shop.orders` (id INT64 NOT NULL, name STRING, day"
            + " DATE)");
    for (int id = 1; id <= 2; id++) {
      warehouse.rows("INSERT INTO `acme.shop.orders` (id, name) VALUES (-" + id + ", 'before')");
    }
    load = load(1, Map.of());
    context.retries = 2;
  }

  private OneLoad load(int movedAgain, Map<String, ?> options) {
    return new OneLoad(
        warehouse,
        context,
        options,
        OneLoad.request(LoadMode.INCREMENTAL_APPEND, Map.of()),
        movedAgain);
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  private List<String> target() {
    return warehouse.rows(TARGET).getFirst();
  }

  static List<Failure> failures() {
    return Failures.all();
  }

  /** A failure that goes on. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void whatGoesOnEndsInItsCategoryAndLeavesTheTarget(Failure failure) {
    load = load(1, failure.options());
    warehouse.fault(failure.times(ALWAYS));
    DponeException told = failure(() -> load.run(FIRST, 5));
    assertThat(told.code()).as(told.oneLine()).isEqualTo(failure.code().code());
    assertThat(told.category()).isEqualTo(failure.code().category());
    assertThat(told.remedy()).isNotBlank();
    assertThat(warehouse.met()).as("tries").isEqualTo(tries(failure));
    assertThat(target()).isEqualTo(BEFORE);
    warehouse.clear();
    assertThat(load.recovered(FIRST, SECOND, 5)).isEqualTo(CommitOutcome.NOT_COMMITTED);
    assertThat(target()).isEqualTo(AFTER);
    assertThat(warehouse.objects()).isEmpty();
  }

  /** Each call is tried three times here, and each part is moved twice. */
  private static int tries(Failure failure) {
    if (failure.code() == BqCode.CONNECTION_LOST && failure.place().reads()) {
      // The JDK's client sends a GET again by itself.
      return 6;
    }
    return switch (failure.again()) {
      case CALL_AND_PART -> 6;
      case CALL -> 3;
      case PART -> 2;
      case NEVER -> 1;
    };
  }

  static List<Failure> passing() {
    return Failures.all().stream().filter(f -> f.again() != Again.NEVER).toList();
  }

  /** A failure that is gone at the second try. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void whatPassesIsTriedAgainAndLoadsOnce(Failure failure) {
    load = load(1, failure.options());
    warehouse.fault(failure.times(1));
    assertThat(load.run(FIRST, 5).inserted()).containsEntry("orders", 10L);
    assertThat(load.recovered(FIRST, SECOND, 5)).isEqualTo(CommitOutcome.COMMITTED);
    assertThat(warehouse.met()).isEqualTo(1);
    assertThat(target()).isEqualTo(AFTER);
    assertThat(warehouse.objects()).isEmpty();
  }

  @Test
  void rowsThatAreRefusedAreToldOneByOne() {
    Failure failure =
        Failures.all().stream().filter(f -> f.name().startsWith("rows")).findFirst().orElseThrow();
    warehouse.fault(failure.times(ALWAYS));
    assertThat(failure(() -> load.run(FIRST, 5)).what())
        .contains("bad value in row 3", "bad value at row 7");
  }

  /** Each call of a load loses its connection once, before it is carried out or after. */
  @Test
  void aConnectionThatBreaksAtAnyCallLosesNothingAndLoadsNothingTwice() throws IOException {
    // The transaction's own call, of which nobody knew whether it published.
    assertThat(broken(Map.of(), ".*", 20))
        .satisfiesExactly(
            first -> assertThat(first).endsWith(BEFORE.toString()),
            second -> assertThat(second).endsWith(AFTER.toString()));
  }

  /** The same of what is called to load through a bucket; all other calls are the same. */
  @Test
  void aConnectionToTheBucketThatBreaksLosesNothingAndLoadsNothingTwice() throws IOException {
    assertThat(broken(Warehouse.THROUGH_BUCKET, ".*/storage/v1/.*", 6)).isEmpty();
  }

  /**
   * Breaks one call after the other.
   *
   * @return where it was not known whether the load was published, and what the target held
   */
  private List<String> broken(Map<String, ?> options, String which, int least) throws IOException {
    warehouse.clear();
    load(1, options).run(FIRST, 5);
    List<String> calls = warehouse.requests().stream().filter(c -> c.matches(which)).toList();
    assertThat(calls).hasSizeGreaterThan(least);
    List<String> unknown = new ArrayList<>();
    Set<String> read = new HashSet<>();
    for (int call = 0; call < calls.size(); call++) {
      boolean reads = calls.get(call).startsWith("GET");
      if (reads && !read.add(calls.get(call).replaceFirst("(jobs|queries)/.*", "$1"))) {
        continue;
      }
      for (boolean done : reads ? new boolean[] {false} : new boolean[] {false, true}) {
        close();
        open();
        context.retries = 0;
        String where = calls.get(call) + (done ? ", carried out" : "");
        warehouse.fault(
            Map.of("request", which, "status", 0, "skip", call, "times", 1, "done", done));
        OneLoad once = load(0, options);
        try {
          once.run(FIRST, 5);
        } catch (DponeException failure) {
          assertThat(failure.code())
              .as(where)
              .isIn(BqCode.CONNECTION_LOST.code(), BqCode.COMMIT_UNKNOWN.code());
          if (failure.code().equals(BqCode.COMMIT_UNKNOWN.code())) {
            unknown.add(where + ": " + target());
          }
        }
        assertThat(warehouse.met()).as(where).isEqualTo(1);
        once.recovered(FIRST, SECOND, 5);
        assertThat(target()).as(where).isEqualTo(AFTER);
      }
    }
    return unknown;
  }
}
