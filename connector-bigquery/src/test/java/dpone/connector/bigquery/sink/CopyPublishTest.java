package dpone.connector.bigquery.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.bigquery.testing.BigQueryDouble;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.StageHandle;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Partitions that are replaced, and targets that copy jobs overwrite. */
@Tag("unit")
class CopyPublishTest extends SinkHarness {
  private static final Schema DAYS =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("day", new DataType.Date(), true, "")),
          List.of());
  private static final String SWAP = "dpone_" + LOAD + "_swap_0_";

  private static LoadRequest days(String column) {
    return request(
        LoadMode.PARTITION_REPLACE, DAYS, SchemaEvolution.DEFAULT, Map.of("partition_by", column));
  }

  private CommitMessage stagedDays(Committer committer, LoadRequest request, String... found) {
    LoadPlan plan = sink.plan(request);
    google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
    committer.fence(1);
    StageHandle stage = committer.stage(plan, LOAD, 1);
    try (StageWriter writer = sink.writer(stage, plan.streams().get(0), split(0), 0);
        ColumnBatch batch = ColumnBatch.create(DAYS, context)) {
      for (int i = 0; i < 3; i++) {
        batch.longs(0).append(i);
        batch.ints(1).append(20_000 + i);
        batch.endRow();
      }
      writer.write(batch);
      google.answer("SELECT COUNT(*), 0, 0", List.of(List.of("3", "0", "0")), 0);
      google.answer("SELECT DISTINCT", Arrays.stream(found).map(Arrays::asList).toList(), 0);
      return committer.prepare(stage, List.of(writer.finish()));
    }
  }

  private void copies() {
    sink.close();
    sink = sink(Map.of("publish", "copy", "partition_by", "day"));
  }

  private List<String> jobs(String prefix) {
    return google.jobs.keySet().stream().filter(id -> id.startsWith(prefix)).toList();
  }

  @Test
  void partitionsAreNamedByLiteralsSoThatTheyArePruned() {
    LoadRequest request = days("day");
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = stagedDays(committer, request, null, "2026-01-01", "2026-01-02");
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      committer.commit(message, Optional.empty());
    }
    assertThat(google.statements)
        .anySatisfy(sql ->
            assertThat(sql)
                .contains(
                    "DELETE FROM `acme.shop.orders` WHERE `day` IN (DATE '2026-01-01', DATE"
                        + " '2026-01-02') OR `day` IS NULL;"));
  }

  @Test
  void manyValuesAreLookedUpInTheStage() {
    LoadRequest request = days("id");
    String[] many = new String[1_001];
    Arrays.setAll(many, Integer::toString);
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = stagedDays(committer, request, many);
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      committer.commit(message, Optional.empty());
    }
    assertThat(google.statements)
        .anySatisfy(sql ->
            assertThat(sql).contains("DELETE FROM `acme.shop.orders` WHERE `id` IN (SELECT"));
  }

  @Test
  void aTableWhosePartitionsHaveToBeNamedTakesThemByLiterals() throws Exception {
    google.table(
        "shop",
        "orders",
        "{\"fields\":[{\"name\":\"id\",\"type\":\"INTEGER\"},{\"name\":\"day\",\"type\":\"DATE\"}]}",
        "{\"type\":\"DAY\",\"field\":\"day\",\"requirePartitionFilter\":true}");
    assertThat(sink.plan(days("day")).streams()).hasSize(1);
    assertThatThrownBy(() -> sink.plan(days("id"))).hasMessageContaining("name partitions");
    assertThatThrownBy(
            () -> sink.plan(request(LoadMode.FULL_REFRESH, DAYS, SchemaEvolution.DEFAULT)))
        .hasMessageContaining("name partitions");
  }

  @Test
  void aTableIsOverwrittenByOneCopyJobBetweenTwoRecords() {
    copies();
    LoadRequest request = request(LoadMode.FULL_REFRESH, DAYS, SchemaEvolution.DEFAULT);
    LoadPlan plan = sink.plan(request);
    assertThat(plan.streams().get(0).publish()).isEqualTo("copy");
    assertThat(plan.streams().get(0).notes()).anyMatch(note -> note.contains("copy jobs"));
    assertThat(sink.capability(CommitsState.class).orElseThrow().accepts("x")).isFalse();
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = stagedDays(committer, request);
      google.answers.removeIf(answer -> answer.contains().equals("SELECT DISTINCT"));
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      google.answer("INSERT INTO `acme.shop._dpone_s_", List.of(), 3);
      var receipt = committer.commit(message, Optional.empty());
      assertThat(receipt.inserted()).containsEntry("orders", 3L);
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(committer.commit(message, Optional.empty()).inserted())
          .isEqualTo(receipt.inserted());
    }
    assertThat(String.join("\n", google.statements))
        .containsSubsequence(
            "CREATE TABLE IF NOT EXISTS `acme.shop.orders`",
            "CREATE TABLE IF NOT EXISTS `acme.shop._dpone_s_",
            "LIKE `acme.shop.orders` OPTIONS (expiration_timestamp = TIMESTAMP '",
            "INSERT INTO `acme.shop._dpone_s_",
            "BEGIN TRANSACTION",
            "DPONE_FENCED",
            "INSERT INTO `acme.shop._dpone_loads`",
            "\"publishing\":true",
            "COMMIT TRANSACTION",
            "BEGIN TRANSACTION",
            "DPONE_FENCED",
            "UPDATE `acme.shop._dpone_loads`",
            "COMMIT TRANSACTION");
    assertThat(jobs(SWAP)).containsExactly(SWAP + "all_0");
    assertThat(google.jobs.get(SWAP + "all_0").at("/configuration/copy/writeDisposition").asText())
        .isEqualTo("WRITE_TRUNCATE");
  }

  @Test
  void whatARunLeavesHalfDoneTheNextOneCompletesAndNoPartitionIsOverwrittenTwice() {
    copies();
    LoadRequest request = days("day");
    try (Committer older = sink.committer(request);
        Committer newer = sink.committer(request)) {
      CommitMessage message = stagedDays(older, request, "20260101", "20260102", "20260103");
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      google.answer("INSERT INTO `acme.shop._dpone_s_", List.of(), 3);
      context.onBoundary =
          boundary -> {
            if (boundary == Boundary.DURING_SWAP && jobs(SWAP).size() == 2) {
              throw new IllegalStateException("the process died");
            }
          };
      assertThatThrownBy(() -> older.commit(message, Optional.empty()))
          .hasMessage("the process died");
      context.onBoundary = boundary -> {};
      google.answer("MAX(generation) FROM", List.of(List.of("2")), 0);
      newer.fence(2);
      assertThat(newer.probe(LOAD, message)).isEqualTo(CommitOutcome.IN_PROGRESS);
      google.answer("MAX(generation) FROM", List.of(List.of("2")), 0);
      newer.commit(message, Optional.empty());
      assertThat(newer.probe(LOAD, message)).isEqualTo(CommitOutcome.COMMITTED);
      // Whoever wakes up late finds every job done, and the load recorded.
      new CopyPublication(link(), LOAD).run(CommitPayload.decode(message.payload()).streams());
      older.commit(message, Optional.empty());
    }
    assertThat(jobs(SWAP))
        .containsExactly(SWAP + "20260101_0", SWAP + "20260102_0", SWAP + "20260103_0");
    assertThat(
            google
                .jobs
                .get(SWAP + "20260102_0")
                .at("/configuration/copy/destinationTable/tableId")
                .asText())
        .isEqualTo("orders$20260102");
  }

  @Test
  void aCopyJobThatFailedIsTriedUnderAnotherIdByTheNextRun() {
    copies();
    LoadRequest request = days("day");
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = stagedDays(committer, request, "20260101", "20260102");
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      google.answer("INSERT INTO `acme.shop._dpone_s_", List.of(), 3);
      google.answers.add(
          new BigQueryDouble.Answer("COPY", List.of(), 0, "backendError: try again"));
      DponeException failure = failure(() -> committer.commit(message, Optional.empty()));
      assertThat(failure.code()).isEqualTo("BIGQUERY_BACKEND");
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.IN_PROGRESS);
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      committer.commit(message, Optional.empty());
    }
    assertThat(jobs(SWAP))
        .containsExactly(SWAP + "20260101_0", SWAP + "20260101_1", SWAP + "20260102_0");
  }

  @Test
  void rowsThatDoNotTakeTheTargetsShapeAreMissedBeforeAnythingIsOverwritten() {
    copies();
    LoadRequest request = days("day");
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = stagedDays(committer, request, "20260101");
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      google.answer("INSERT INTO `acme.shop._dpone_s_", List.of(), 2);
      assertThat(failure(() -> committer.commit(message, Optional.empty())).code())
          .isEqualTo("BIGQUERY_ROWS_DROPPED");
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.NOT_COMMITTED);
    }
    assertThat(jobs(SWAP)).isEmpty();
  }

  @Test
  void whatCopyJobsCannotDoIsRefusedByName() throws Exception {
    copies();
    assertThatThrownBy(() -> sink.plan(request(LoadMode.INCREMENTAL_MERGE)))
        .hasMessageContaining("sink.publish copy with strategy.mode incremental_merge");
    assertThatThrownBy(() -> sink.plan(days("id"))).hasMessageContaining("not partitioned by id");
    LoadRequest request = days("day");
    try (Committer committer = sink.committer(request)) {
      DponeException failure = failure(() -> stagedDays(committer, request, null, "20260101"));
      assertThat(failure.code()).isEqualTo("BIGQUERY_KEY_NULL");
      String[] many = new String[501];
      Arrays.setAll(many, i -> Integer.toString(20260101 + i));
      assertThat(failure(() -> stagedDays(committer, request, many)).code())
          .isEqualTo("BIGQUERY_RESOURCES");
    }
  }
}
