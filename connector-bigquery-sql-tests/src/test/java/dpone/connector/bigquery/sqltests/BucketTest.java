package dpone.connector.bigquery.sqltests;

import static dpone.connector.bigquery.sqltests.Warehouse.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.LoadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.LoadId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loads through a bucket: one job, no file left, and nobody else's touched. */
@Tag("integration")
class BucketTest {
  private static final LoadId FIRST = new LoadId("11111111111111111111111111111111");
  private static final LoadId SECOND = new LoadId("22222222222222222222222222222222");
  private static final String COUNT =
      "SELECT CAST(COUNT(*) AS STRING), CAST(COUNT(DISTINCT id) AS STRING) FROM `acme.shop.orders`";
  private static final String FOLDER = "dpone/stages/";
  private static final String OTHER = "_dpone_s_00000000000000aa_";

  private final TestContext context = new TestContext();
  private Warehouse warehouse;

  @BeforeEach
  void open() throws IOException {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    warehouse.close();
    assertThat(context.reserved).hasValue(0);
  }

  private OneLoad load(Map<String, ?> options) {
    return new OneLoad(
        warehouse, context, options, OneLoad.request(LoadMode.INCREMENTAL_APPEND, Map.of()), 1);
  }

  private static Map<String, Object> with(String option, Object value) {
    Map<String, Object> options = new HashMap<>(Warehouse.THROUGH_BUCKET);
    options.put(option, value);
    return options;
  }

  private List<String> target() {
    return warehouse.rows(COUNT).getFirst();
  }

  /** The files that are in the bucket just before they are published. */
  private List<String> staged(Runnable run) {
    List<String> staged = new java.util.ArrayList<>();
    context.onBoundary =
        boundary -> {
          if (boundary == dpone.spi.context.Boundary.DURING_SWAP) {
            staged.addAll(warehouse.objects());
          }
        };
    run.run();
    return staged;
  }

  @Test
  void aFileForEachSplitAndOneJobForAll() {
    List<String> staged = staged(() -> load(Warehouse.THROUGH_BUCKET).run(FIRST, 5));
    assertThat(staged)
        .hasSize(2)
        .allMatch(name -> name.matches("dpone/stages/_dpone_s_[0-9a-f]{16}_1_0_p[01]_0\\.avro"));
    assertThat(target()).containsExactly("10", "10");
    assertThat(warehouse.objects()).isEmpty();
    assertThat(context.counts)
        .containsEntry("dpone.bigquery.jobs.load", 1.0)
        .containsEntry("dpone.bigquery.objects", 2.0);
    assertThat(warehouse.requests()).noneMatch(r -> r.contains("/upload/bigquery/"));
  }

  @Test
  void aLoadWithoutRowsHasNoFile() {
    assertThat(staged(() -> load(Warehouse.THROUGH_BUCKET).run(FIRST, 0))).isEmpty();
    assertThat(target()).containsExactly("0", "0");
  }

  @Test
  void parquetThroughTheRootOfABucket() {
    Map<String, Object> options = with("file_format", "parquet");
    options.remove("stage_prefix");
    assertThat(staged(() -> load(options).run(FIRST, 5)))
        .hasSize(2)
        .allMatch(name -> name.startsWith("_dpone_s_") && name.endsWith(".parquet"));
    assertThat(target()).containsExactly("10", "10");
    assertThat(warehouse.objects()).isEmpty();
  }

  @Test
  void aFileThatSomebodyRemovedFailsTheLoadAndTheNextOneIsWhole() {
    OneLoad load = load(Warehouse.THROUGH_BUCKET);
    warehouse.fault(
        Map.of(
            "request",
            "PUT /upload/storage/.*",
            "skip",
            1,
            "times",
            1,
            "done",
            true,
            "status",
            503,
            "reason",
            "backendError"));
    context.retries = 1;
    context.pause =
        () -> {
          String name = warehouse.objects().getFirst();
          warehouse.control(
              "remove-object",
              "{\"bucket\":\"" + Warehouse.BUCKET + "\",\"name\":\"" + name + "\"}");
          context.pause = () -> {};
        };
    assertThatThrownBy(() -> load.run(FIRST, 5)).hasMessageContaining("Not found: URI");
    assertThat(load.recovered(FIRST, SECOND, 5)).isEqualTo(CommitOutcome.NOT_COMMITTED);
    assertThat(target()).containsExactly("10", "10");
  }

  @Test
  void aBucketElsewhereIsToldByItsLocation() {
    warehouse.control("bucket", "{\"name\":\"far-away\",\"location\":\"ASIA\"}");
    DponeException told = failure(() -> load(with("stage_bucket", "far-away")).run(FIRST, 5));
    assertThat(told.code()).isEqualTo(BqCode.WRONG_LOCATION.code());
    assertThat(told.what()).contains("source: ASIA, destination: EU");
    assertThat(told.remedy()).contains("bucket");
  }

  @Test
  void aBucketThatIsNotThereIsToldBeforeARowIsRead() {
    context.onBoundary =
        boundary -> {
          throw new AssertionError(boundary);
        };
    DponeException told = failure(() -> load(with("stage_bucket", "nowhere")).run(FIRST, 5));
    assertThat(told.code()).isEqualTo(BqCode.BUCKET_NOT_FOUND.code());
    assertThat(told.remedy()).contains("sink.stage_bucket");
  }

  @Test
  void whoMayNotWriteIsToldWhichRole() {
    warehouse.fault(
        Map.of(
            "request",
            "POST /upload/storage/.*",
            "times",
            1,
            "status",
            403,
            "reason",
            "forbidden",
            "message",
            "x does not have storage.objects.create access"));
    assertThat(failure(() -> load(Warehouse.THROUGH_BUCKET).run(FIRST, 5)).remedy())
        .contains("roles/storage.objectUser");
  }

  @Test
  void whatADeadRunLeftIsRemovedByTheNextOne() {
    OneLoad load = load(Warehouse.THROUGH_BUCKET);
    warehouse.fault(
        Map.of(
            "request",
            "PUT /upload/storage/.*",
            "skip",
            1,
            "times",
            1,
            "status",
            403,
            "reason",
            "quotaExceeded"));
    failure(() -> load.run(FIRST, 5));
    assertThat(warehouse.objects()).as("of the first split").hasSize(1);
    assertThat(staged(() -> load.recovered(FIRST, SECOND, 5)))
        .hasSize(2)
        .allMatch(name -> name.contains("_2_0_p"));
    assertThat(warehouse.objects()).isEmpty();
    assertThat(target()).containsExactly("10", "10");
  }

  @Test
  void oldStagesOfOthersAreTakenAwayAndNothingElseIs() {
    warehouse.object(FOLDER + OTHER + "7_0_p0_0.avro", OTHER);
    warehouse.object(FOLDER + OTHER + "7_0_p1_0.avro", "");
    warehouse.object(FOLDER + "_dpone_s_and_something_else", OTHER);
    warehouse.object(FOLDER + "report.csv", "");
    warehouse.object(OTHER + "7_0_p0_0.avro", OTHER);
    List<String> before = warehouse.objects();
    load(Warehouse.THROUGH_BUCKET).run(FIRST, 5);
    assertThat(warehouse.objects()).as("too young").isEqualTo(before);
    context.time = InstantSource.offset(InstantSource.system(), Duration.ofHours(49));
    load(Warehouse.THROUGH_BUCKET).run(SECOND, 5);
    assertThat(warehouse.objects())
        .containsExactlyInAnyOrderElementsOf(
            before.stream().filter(n -> !n.equals(FOLDER + OTHER + "7_0_p0_0.avro")).toList());
  }

  @Test
  void aBucketThatCannotBeTidiedAfterwardsFailsNothing() {
    warehouse.fault(
        Map.of(
            "request", "DELETE /storage/.*", "times", 100, "status", 403, "reason", "forbidden"));
    load(Warehouse.THROUGH_BUCKET).run(FIRST, 5);
    assertThat(target()).containsExactly("10", "10");
    assertThat(context.lines.toString()).contains("stages are left behind");
    assertThat(warehouse.objects()).hasSize(2);
  }
}
