package dpone.connector.bigquery.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.bigquery.testing.BigQueryDouble;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.Committer;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sink against the double of the REST interface, which imitates no SQL. */
@Tag("unit")
class BigQuerySinkTest extends SinkHarness {
  @Test
  void aLoadIsStagedAndPublishedByOneTransactionAndItsStagesVanish() {
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = staged(committer, request, 7, 5);
      assertThat(message.rows()).isEqualTo(12);
      assertThat(
              google.tables.get(
                  google.tables.keySet().stream()
                      .filter(t -> t.endsWith("_1_0"))
                      .findFirst()
                      .orElseThrow()))
          .hasSize(12);
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      var receipt = committer.commit(message, Optional.empty());
      assertThat(receipt.inserted()).containsEntry("orders", 12L);
      String script =
          google.statements.stream()
              .filter(s -> s.contains("BEGIN TRANSACTION"))
              .findFirst()
              .orElseThrow();
      assertThat(script)
          .containsSubsequence(
              "BEGIN TRANSACTION",
              "DPONE_FENCED",
              "INSERT INTO `acme.shop.orders`",
              "INSERT INTO `acme.shop._dpone_loads`",
              "COMMIT TRANSACTION",
              "ROLLBACK TRANSACTION");
      assertThat(google.statements.toString())
          .contains("CREATE TABLE IF NOT EXISTS `acme.shop.orders`");
      assertThat(committer.commit(message, Optional.empty()).inserted())
          .isEqualTo(receipt.inserted());
      assertThat(google.statements.stream().filter(s -> s.contains("BEGIN TRANSACTION")))
          .hasSize(1);
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.COMMITTED);
    }
    assertThat(google.tables("shop", "_dpone_s_")).isEmpty();
    assertThat(google.requests.stream().filter(r -> r.startsWith("DELETE"))).hasSize(3);
  }

  @Test
  void aRunThatIsGivenUpLateLeavesTheStagesOfANewerOne() {
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    LoadPlan plan = sink.plan(request);
    try (Committer older = sink.committer(request);
        Committer newer = sink.committer(request)) {
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      older.fence(1);
      write(older.stage(plan, LOAD, 1), plan, 0, 0, 3);
      assertThat(google.tables("shop", "_dpone_s_")).singleElement().asString().contains("_1_0_p0");
      google.answer("MAX(generation) FROM", List.of(List.of("2")), 0);
      newer.fence(2);
      write(newer.stage(plan, LOAD, 2), plan, 0, 0, 3);
      assertThat(google.tables("shop", "_dpone_s_")).singleElement().asString().contains("_2_0_p0");
      older.abort(LOAD, 1);
      assertThat(google.tables("shop", "_dpone_s_")).hasSize(1);
      newer.abort(LOAD, 2);
      assertThat(google.tables("shop", "_dpone_s_")).isEmpty();
    }
  }

  @Test
  void whatPassesIsTriedAgainAndLoadsOnce() {
    context.retries = 2;
    google.fail("POST /upload.*", 503, "backendError", false);
    google.fail("PUT /upload.*", 429, "rateLimitExceeded", false);
    // The last piece arrives, and its answer does not.
    google.fail("PUT /upload.*", 0, "", true);
    google.fail("POST /bigquery.*/jobs", 403, "rateLimitExceeded", false);
    // A job begins, and the answer is lost: it is found under its id.
    google.fail("POST /bigquery.*/jobs", 0, "", true);
    LoadRequest request = request(LoadMode.INCREMENTAL_MERGE);
    try (Committer committer = sink.committer(request)) {
      assertThat(staged(committer, request, 9).rows()).isEqualTo(9);
    }
    assertThat(google.jobs.values().stream().filter(j -> j.at("/configuration/load").isObject()))
        .hasSize(1);
    assertThat(google.faults).isEmpty();
    assertThat(context.failures).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void aLargeSplitIsSentPieceByPiece() {
    context.batchBytes = 512 * 1024;
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      assertThat(staged(committer, request, 120_000).rows()).isEqualTo(120_000);
    }
    assertThat(google.requests.stream().filter(r -> r.startsWith("PUT"))).hasSizeGreaterThan(2);
    assertThat(google.tables.values().iterator().next()).hasSize(120_000);
  }

  @Test
  void anUploadThatIsForgottenIsAPassingFailureAndNothingIsLoaded() {
    google.fail("PUT /upload.*", 410, "gone", false);
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      DponeException failure = failure(() -> staged(committer, request, 9));
      assertThat(failure.code()).isEqualTo("BIGQUERY_UPLOAD_LOST");
      assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
    }
    assertThat(google.tables).isEmpty();
  }

  @Test
  void anAnswerThatALostConnectionSwallowedIsToldByTheNextTry() {
    context.retries = 2;
    // Refused while rows were still on their way: the client sees the connection end, and no
    // answer.
    google.fail("PUT /upload.*", 0, "", false);
    google.fail("PUT /upload.*", 403, "quotaExceeded", false);
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      DponeException failure = failure(() -> staged(committer, request, 9));
      assertThat(failure.code()).isEqualTo("BIGQUERY_QUOTA");
      assertThat(failure.category()).isEqualTo(ErrorCategory.QUOTA);
    }
    assertThat(google.faults).isEmpty();
    assertThat(google.tables).isEmpty();
  }

  @Test
  void aLoadJobThatFailsTellsItsErrors() {
    google.answers.add(
        new BigQueryDouble.Answer(
            "LOAD", List.of(), 0, "invalid: Error while reading data, row 3"));
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      DponeException failure = failure(() -> staged(committer, request, 9));
      assertThat(failure.code()).isEqualTo("BIGQUERY_INVALID_DATA");
      assertThat(failure.what()).contains("row 3");
    }
  }

  @Test
  void aTransactionThatFailedIsTriedUnderAnotherIdAndOneWithoutAnAnswerIsNot() {
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = staged(committer, request, 3);
      google.answers.add(
          new BigQueryDouble.Answer("BEGIN TRANSACTION", List.of(), 0, "jobInternalError: oops"));
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      assertThat(failure(() -> committer.commit(message, Optional.empty())).code())
          .isEqualTo("BIGQUERY_BACKEND");
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.NOT_COMMITTED);
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      committer.commit(message, Optional.empty());
      assertThat(google.jobs.keySet())
          .contains("dpone_" + LOAD + "_1_commit_0", "dpone_" + LOAD + "_1_commit_1");
    }
  }

  @Test
  void aTransactionWhoseAnswerIsLostIsUnknownAndFoundOutAfterwards() {
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = staged(committer, request, 3);
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      context.onBoundary =
          boundary -> {
            if (boundary == dpone.spi.context.Boundary.DURING_SWAP) {
              google.fail("POST /bigquery.*/jobs", 0, "", true);
            }
          };
      DponeException failure = failure(() -> committer.commit(message, Optional.empty()));
      assertThat(failure.category()).isEqualTo(ErrorCategory.COMMIT_UNKNOWN);
      assertThat(committer.probe(LOAD, message)).isEqualTo(CommitOutcome.COMMITTED);
    }
  }

  @Test
  void anOlderGenerationIsRefusedAndSoIsItsTransaction() {
    LoadRequest request = request(LoadMode.INCREMENTAL_APPEND);
    try (Committer committer = sink.committer(request)) {
      CommitMessage message = staged(committer, request, 3);
      google.answer("MAX(generation) FROM", List.of(List.of("2")), 0);
      assertThat(failure(() -> committer.commit(message, Optional.empty())).code())
          .isEqualTo("BIGQUERY_FENCED");
      google.answer("MAX(generation) FROM", List.of(List.of("1")), 0);
      google.answers.add(
          new BigQueryDouble.Answer(
              "BEGIN TRANSACTION", List.of(), 0, "invalidQuery: Assertion failed: DPONE_FENCED"));
      assertThat(failure(() -> committer.commit(message, Optional.empty())).code())
          .isEqualTo("BIGQUERY_FENCED");
    }
  }

  @Test
  void theTargetFollowsAsTheManifestSays() throws IOException {
    google.table(
        "shop",
        "orders",
        "{\"fields\":[{\"name\":\"id\",\"type\":\"INTEGER\",\"mode\":\"REQUIRED\"},"
            + "{\"name\":\"old\",\"type\":\"STRING\",\"mode\":\"REQUIRED\"}]}");
    LoadPlan plan = sink.plan(request(LoadMode.INCREMENTAL_MERGE));
    assertThat(plan.streams().get(0).ddl())
        .containsExactly(
            "ALTER TABLE `acme.shop.orders` ADD COLUMN IF NOT EXISTS `name` STRING",
            "ALTER TABLE `acme.shop.orders` ALTER COLUMN `old` DROP NOT NULL");
    assertThatThrownBy(() ->
            sink.plan(
                request(
                    LoadMode.INCREMENTAL_MERGE,
                    new Schema(List.of(new Field("id", new DataType.Text(), false, "")), List.of()),
                    SchemaEvolution.DEFAULT)))
        .hasMessageContaining("INT64");
  }

  @Test
  void aColumnThatTheStreamLostStaysUnlessThePolicyIsToFail() throws IOException {
    google.table(
        "shop",
        "orders",
        "{\"fields\":[{\"name\":\"id\",\"type\":\"INTEGER\",\"mode\":\"REQUIRED\"},"
            + "{\"name\":\"name\",\"type\":\"STRING\"},{\"name\":\"gone\",\"type\":\"STRING\"}]}");
    assertThat(sink.plan(request(LoadMode.INCREMENTAL_MERGE)).streams().get(0).ddl()).isEmpty();
    SchemaEvolution fail =
        new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.FAIL, DriftPolicy.FAIL);
    DponeException refused =
        failure(() -> sink.plan(request(LoadMode.INCREMENTAL_MERGE, SCHEMA, fail)));
    assertThat(refused.code()).isEqualTo("BIGQUERY_COLUMN_REQUIRED");
    assertThat(refused.what()).contains("gone");
  }

  @Test
  void aDatasetThatIsNotThereIsRefusedBeforeAnythingIsDone() {
    Sink other = sink;
    LoadRequest request =
        new LoadRequest(
            "p",
            "s",
            List.of(
                new StreamLoad(
                    "postgres",
                    "orders",
                    "nowhere.orders",
                    SCHEMA,
                    new Strategy(LoadMode.FULL_REFRESH, List.of(), Map.of()),
                    SchemaEvolution.DEFAULT,
                    Set.of(),
                    List.of(),
                    -1)));
    assertThat(failure(() -> other.plan(request)).code()).isEqualTo("BIGQUERY_DATASET_NOT_FOUND");
    assertThat(google.requests).allMatch(r -> r.startsWith("GET"));
  }
}
