package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.LoadMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else who writes to the target while it is published to loses nothing in silence. */
@Tag("integration")
class SinkOtherWritersTest {
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("others");
  }

  @BeforeEach
  void target() {
    to.run(
        "DROP TABLE IF EXISTS t SYNC",
        "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id",
        "INSERT INTO t VALUES (1, 'old'), (2, 'old'), (3, 'old')");
    // So that the table of loads is there to be asked.
    SinkMove first = move(LoadMode.INCREMENTAL_MERGE);
    first.rows.clear();
    first.run();
  }

  private static SinkMove move(LoadMode mode) {
    SinkMove move = new SinkMove(to);
    move.mode = mode;
    move.key = mode == LoadMode.INCREMENTAL_APPEND ? List.of() : List.of("id");
    return move.row(3, "new").row(4, "new");
  }

  @Test
  void refusesWhenSomebodyElseWritesMeanwhile() {
    SinkMove move = move(LoadMode.INCREMENTAL_APPEND);
    AtomicInteger reached = new AtomicInteger();
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP && reached.getAndIncrement() == 1) {
            to.run("INSERT INTO t VALUES (77, 'theirs')");
          }
        };
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_TARGET_WRITTEN"));
    assertThat(to.value("SELECT count() FROM t")).isEqualTo("4");
    assertThat(to.value("SELECT count() FROM t WHERE id = 77")).isEqualTo("1");
  }

  /** What comes too late to be refused is kept, and said. */
  @ParameterizedTest
  @ValueSource(
      strings = {"INSERT INTO t VALUES (77, 'theirs')", "ALTER TABLE t DELETE WHERE id = 2"})
  void keepsWhatSomebodyElseWritesInTheMomentOfTheExchange(String theirs) {
    SinkMove move = move(LoadMode.INCREMENTAL_MERGE);
    String intended = "SELECT count() FROM _dpone_loads WHERE event = 'intended'";
    String before = to.value(intended);
    AtomicInteger writes = new AtomicInteger();
    move.context.onBoundary =
        boundary -> {
          if (boundary == Boundary.DURING_SWAP
              && !to.value(intended).equals(before)
              && writes.getAndIncrement() == 0) {
            to.run(theirs);
          }
        };
    CommitReceipt receipt = move.run();
    assertThat(writes.get()).isGreaterThan(1);
    assertThat(to.rows("SELECT id, v FROM t ORDER BY id"))
        .containsExactly("1\told", "2\told", "3\tnew", "4\tnew");
    String kept = "t_dpone_replaced_" + move.message.loadId().value().substring(0, 8);
    assertThat(receipt.notes()).singleElement().asString().contains("others." + kept);
    assertThat(to.rows("SELECT id, v FROM " + kept + " ORDER BY id"))
        .isEqualTo(
            theirs.startsWith("INSERT")
                ? List.of("1\told", "2\told", "3\told", "77\ttheirs")
                : List.of("1\told", "3\told"));
    to.run("DROP TABLE " + kept + " SYNC");
  }

  @Test
  void saysNothingWhenNobodyElseWrites() {
    assertThat(move(LoadMode.INCREMENTAL_MERGE).run().notes()).isEmpty();
  }
}
