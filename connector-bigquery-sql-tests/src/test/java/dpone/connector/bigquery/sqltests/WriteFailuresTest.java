package dpone.connector.bigquery.sqltests;

import static dpone.connector.bigquery.sqltests.Warehouse.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import dpone.spi.sink.StageWriter;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.WriteReceipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may go wrong with pending streams, before the double of the Storage Write API: no row is
 * lost, and none is loaded twice.
 */
@Tag("integration")
class WriteFailuresTest {
  private static final String TARGET =
      "SELECT CAST(COUNT(*) AS STRING), CAST(COUNT(DISTINCT id) AS STRING) FROM `acme.shop.orders`";
  private static final List<String> BEFORE = List.of("1", "1");
  private static final List<String> AFTER = List.of("801", "801");
  private static final int ALWAYS = 1_000_000;

  private final TestContext context = new TestContext();
  private Warehouse warehouse;

  /** A failure of a method that passes. */
  record Passing(String method, String code, boolean inAnswer, boolean done, int skip) {
    Map<String, Object> fault(int times) {
      Map<String, Object> fault = new HashMap<>();
      fault.put("request", ".*/" + method);
      fault.put("reason", code);
      fault.put("done", done);
      fault.put("skip", skip);
      fault.put("times", times);
      if (inAnswer) {
        fault.put("text", "answer");
      }
      return fault;
    }
  }

  static List<Passing> passing() {
    List<Passing> all = new ArrayList<>();
    for (String code : List.of("UNAVAILABLE", "RESOURCE_EXHAUSTED", "ABORTED", "INTERNAL", "")) {
      for (int skip : new int[] {0, 1, 4}) {
        all.add(new Passing("AppendRows", code, false, false, skip));
        // The rows are there, and nobody was told.
        all.add(new Passing("AppendRows", code, false, true, skip));
        if (!code.isEmpty()) {
          all.add(new Passing("AppendRows", code, true, false, skip));
        }
      }
      for (String method :
          List.of("CreateWriteStream", "FinalizeWriteStream", "BatchCommitWriteStreams")) {
        all.add(new Passing(method, code, false, false, 0));
        all.add(new Passing(method, code, false, true, 0));
      }
    }
    return all;
  }

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
    warehouse.orders();
    context.retries = 2;
    context.keptBytes = 4 * 64 * 1024;
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  private List<String> target() {
    return warehouse.rows(TARGET).getFirst();
  }

  @Test
  void rowsOfAllSplitsAreThereOnce() {
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      assertThat(load.plan().streams().getFirst().notes().toString())
          .contains("pending streams of the Storage Write API");
      load.run();
    }
    assertThat(target()).isEqualTo(AFTER);
    List<String> requests = warehouse.requests();
    assertThat(requests).filteredOn(r -> r.endsWith("/AppendRows")).hasSizeGreaterThan(8);
    assertThat(requests).filteredOn(r -> r.endsWith("/BatchCommitWriteStreams")).hasSize(1);
    assertThat(requests).noneMatch(r -> r.contains("/upload/"));
  }

  /** A failure that is gone at the second try. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void whatPassesIsTriedAgainAndLoadsOnce(Passing failure) {
    warehouse.fault(failure.fault(1));
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      load.run();
    }
    assertThat(warehouse.met()).isEqualTo(1);
    assertThat(context.failures).hasSize(1);
    assertThat(target()).isEqualTo(AFTER);
  }

  private void stays(Map<String, Object> fault, BqCode code) {
    warehouse.fault(fault);
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      DponeException told = failure(load::run);
      assertThat(told.code()).as(told.oneLine()).isEqualTo(code.code());
      assertThat(told.remedy()).isNotBlank();
    }
    assertThat(target()).isEqualTo(BEFORE);
    warehouse.clear();
    try (WriteLoad again = new WriteLoad(warehouse, context)) {
      again.run();
    }
    assertThat(target()).isEqualTo(AFTER);
  }

  @Test
  void whatDoesNotPassEndsInItsCategoryAndLeavesTheTarget() {
    stays(new Passing("AppendRows", "UNAVAILABLE", false, false, 2).fault(ALWAYS), BqCode.BACKEND);
  }

  @Test
  void quotaThatIsUsedUpEndsAsThrottled() {
    stays(
        new Passing("CreateWriteStream", "RESOURCE_EXHAUSTED", false, false, 0).fault(ALWAYS),
        BqCode.RATE_LIMITED);
  }

  @Test
  void aCommitThatNeverHappensLeavesTheTarget() {
    stays(
        new Passing("BatchCommitWriteStreams", "INTERNAL", false, false, 0).fault(ALWAYS),
        BqCode.BACKEND);
  }

  @Test
  void aCallerWithoutRightsIsToldSoAtOnce() {
    stays(
        new Passing("CreateWriteStream", "PERMISSION_DENIED", false, false, 0).fault(1),
        BqCode.PERMISSION_DENIED);
  }

  @Test
  void aSchemaThatDoesNotFitIsToldSoAtOnce() {
    stays(
        new Passing("AppendRows", "SCHEMA_MISMATCH_EXTRA_FIELDS", true, false, 1).fault(1),
        BqCode.SCHEMA_CHANGED);
  }

  @Test
  void aStreamThatWasEndedByAnotherIsLost() {
    stays(
        new Passing("AppendRows", "STREAM_FINALIZED", true, false, 1).fault(1), BqCode.STREAM_LOST);
  }

  @Test
  void rowsThatAreNotWhereTheyShouldBeAreNotPassedOver() {
    stays(
        new Passing("AppendRows", "OFFSET_OUT_OF_RANGE", true, false, 1).fault(1),
        BqCode.STREAM_LOST);
  }

  @Test
  void aStreamThatEndsWithFewerRowsThanWereSentIsNotCommitted() {
    stays(
        new Passing("FinalizeWriteStream", "LIE", false, true, 0).fault(ALWAYS),
        BqCode.ROWS_DROPPED);
  }

  @Test
  void rowsThatWerePutElsewhereAreNotCommitted() {
    stays(new Passing("AppendRows", "LIE", false, true, 1).fault(1), BqCode.ROWS_DROPPED);
  }

  @Test
  void aCommitWhoseAnswersStayLostIsFoundByTheRowsOfTheStage() {
    warehouse.fault(
        new Passing("BatchCommitWriteStreams", "UNAVAILABLE", false, true, 0).fault(ALWAYS));
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      load.run();
    }
    assertThat(warehouse.met()).isEqualTo(3);
    assertThat(target()).isEqualTo(AFTER);
  }

  @Test
  void rowsThatAreRefusedAreToldOneByOneAndWithoutTheirValues() {
    Map<String, Object> fault = new Passing("AppendRows", "", true, false, 0).fault(1);
    fault.put(
        "errors",
        List.of(
            Map.of("index", 2, "message", "Value 'hunter2' is too long on field c1"),
            Map.of("index", 6, "message", "Invalid value for field `c0`: \"4111 1111\"")));
    warehouse.fault(fault);
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      DponeException told = failure(load::run);
      assertThat(told.code()).isEqualTo(BqCode.INVALID_DATA.code());
      assertThat(told.what())
          .contains("row 3, column name: Value (a value) is too long on field name")
          .contains("row 7, column id: Invalid value for field id: (a value)")
          .doesNotContain("hunter2", "4111");
    }
    assertThat(target()).isEqualTo(BEFORE);
  }

  @Test
  void aStreamThatIsForgottenIsLostAndItsSplitIsMovedAgain() {
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      WriteReceipt first = load.split(0, 0);
      DponeException told =
          failure(() -> {
            try (StageWriter writer = load.writer(1, 0)) {
              load.write(writer, 1, 0, 300);
              warehouse.control("expire-streams", "");
              load.write(writer, 1, 300, 400);
              writer.finish();
            }
          });
      assertThat(told.code()).isEqualTo(BqCode.STREAM_LOST.code());
      // It took all of them.
      assertThat(failure(() -> load.publish(List.of(first, load.split(1, 1)))).code())
          .isEqualTo(BqCode.STREAM_LOST.code());
      assertThat(target()).isEqualTo(BEFORE);
    }
  }

  @Test
  void whatATryLeftBehindIsSeenByNobody() {
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      try (StageWriter given = load.writer(0, 0)) {
        load.write(given, 0, 0, 300);
      }
      // Whole, and given up by the run all the same.
      load.split(0, 1);
      load.publish(List.of(load.split(0, 2), load.split(1, 0)));
    }
    assertThat(target()).isEqualTo(AFTER);
  }

  @Test
  void aRunThatIsToStopDoesNotWaitForAnAnswer() throws Exception {
    warehouse.fault(new Passing("AppendRows", "SILENCE", false, false, 0).fault(ALWAYS));
    try (WriteLoad load = new WriteLoad(warehouse, context)) {
      Thread stopper =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  Thread.sleep(300);
                } catch (InterruptedException interrupted) {
                  Thread.currentThread().interrupt();
                }
                context.cancel();
              });
      long begin = System.nanoTime();
      assertThat(failure(() -> load.split(0, 0)).code()).isEqualTo("RUN_CANCELLED");
      assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
      stopper.join();
    }
  }

  @Test
  void aRowThatIsLargerThanARequestIsRefusedByName() {
    context.maxRejects = 10;
    try (WriteLoad load = new WriteLoad(warehouse, context);
        StageWriter writer = load.writer(0, 0);
        dpone.spi.batch.ColumnBatch batch =
            dpone.spi.batch.ColumnBatch.create(WriteLoad.SCHEMA, context)) {
      for (int size : new int[] {10, 8_000_000, 8_000_000, 9_500_000, 10}) {
        batch.longs(0).append(size);
        byte[] text = new byte[size];
        java.util.Arrays.fill(text, (byte) 'a');
        batch.bytes(1).append(text, 0, size);
        batch.endRow();
      }
      writer.write(batch);
      WriteReceipt receipt = writer.finish();
      assertThat(receipt.rows()).isEqualTo(4);
      assertThat(receipt.rejected()).isEqualTo(1);
      assertThat(context.rejected.toString()).contains("name", "set sink.load to jobs");
    }
  }
}
