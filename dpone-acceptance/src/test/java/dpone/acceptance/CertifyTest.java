package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.certify.catalogue.ListedConnector;
import dpone.certify.catalogue.ListedConnectors;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certification as the README gives it: a process of its own, with nothing set beside it. */
@Tag("integration")
class CertifyTest {
  private static final long PATIENCE_SECONDS = 1500;
  private static final String POSTGRES = "postgres";

  /**
   * What is to be proven of a connector with a service of this repository.
   *
   * @param level what it claims
   * @param systems releases that its trials name
   * @param requirements all of them pass
   */
  private record Tried(String level, List<String> systems, List<String> requirements) {}

  private static final List<String> EVERYTHING =
      List.of(
          "EXP-1", "EXP-2", "EXP-3", "EXP-4", "BETA-1", "BETA-2", "BETA-3", "BETA-4", "BETA-5",
          "PROD-2", "PROD-3", "PROD-4", "PROD-5");

  private static final Map<String, Tried> TRIED =
      Map.of(
          POSTGRES,
          new Tried("beta", List.of("\"18.", "\"15."), EVERYTHING),
          "clickhouse",
          new Tried("beta", List.of("\"26."), EVERYTHING),
          "kafka",
          new Tried("beta", List.of("\"4."), EVERYTHING));

  @TempDir private static Path folder;

  private static final Map<String, Result> OWN = new TreeMap<>();
  private static Result all;

  private record Result(int code, String out, String err) {}

  /** At the same time, on two processors, too: a certification mostly waits. */
  @BeforeAll
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  static void certify() throws Exception {
    Map<String, Future<Result>> runs = new TreeMap<>();
    try (ExecutorService each = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (String id : TRIED.keySet()) {
        runs.put(
            id,
            each.submit(() ->
                run(
                    "--connector",
                    id,
                    "--format",
                    "json",
                    "--format",
                    "markdown",
                    "--out",
                    folder.resolve(id).toString())));
      }
      all = run("--profile", "unit", "--format", "json", "--out", folder.resolve("all").toString());
    }
    for (Map.Entry<String, Future<Result>> run : runs.entrySet()) {
      OWN.put(run.getKey(), run.getValue().get());
    }
  }

  static Set<String> tried() {
    return TRIED.keySet();
  }

  @ParameterizedTest
  @MethodSource("tried")
  void whatIsClaimedIsProvenAgainstARealServer(String id) throws IOException {
    Result run = OWN.get(id);
    JsonNode row = row(id, id);
    assertThat(run.code).as(run.out + run.err).isZero();
    assertThat(matrix(id).path("profile").textValue()).isEqualTo("integration");
    assertThat(matrix(id).path("connectors").size()).isEqualTo(1);
    assertThat(row.path("claimedLevel").textValue()).isEqualTo(TRIED.get(id).level());
    assertThat(row.path("provenLevel").textValue()).isEqualTo(TRIED.get(id).level());
    for (String requirement : TRIED.get(id).requirements()) {
      assertThat(requirement(row, requirement).path("result").textValue())
          .as(
              id
                  + " "
                  + requirement
                  + " "
                  + requirement(row, requirement).path("reason").textValue())
          .isEqualTo("passed");
    }
    assertThat(requirement(row, "BETA-5").path("serviceKind").textValue()).isEqualTo("real");
  }

  @ParameterizedTest
  @MethodSource("tried")
  void everyRequirementThatNeedsAServerIsTriedOnEachThatTheFixtureNames(String id)
      throws IOException {
    List<JsonNode> tried =
        StreamSupport.stream(
                Json.tree(Files.readString(folder.resolve(id).resolve("evidence.json")))
                    .path("records")
                    .spliterator(),
                false)
            .filter(record -> !record.path("services").isEmpty())
            .toList();
    assertThat(tried)
        .extracting(record -> record.path("requirement").textValue())
        .contains("BETA-2", "BETA-3", "BETA-4", "BETA-5", "PROD-2", "PROD-3", "PROD-4", "PROD-5");
    assertThat(tried)
        .allSatisfy(record -> {
          assertThat(record.path("result").textValue()).isNotEqualTo("failed");
          assertThat(record.path("services").toString()).contains(TRIED.get(id).systems());
        });
  }

  @Test
  void bothFormatsAreOnStandardOutputAndAllInTheFolder() throws IOException {
    String json = Files.readString(folder.resolve(POSTGRES).resolve("matrix.json"));
    String markdown = Files.readString(folder.resolve(POSTGRES).resolve("matrix.md"));
    assertThat(OWN.get(POSTGRES).out).isEqualTo(json + markdown);
    assertThat(markdown).contains("| PostgreSQL `postgres` |");
    assertThat(folder.resolve(POSTGRES).resolve("junit.xml")).isNotEmptyFile();
    assertThat(folder.resolve(POSTGRES).resolve("evidence.json")).isNotEmptyFile();
  }

  @Test
  void everyListedConnectorIsARowAndWhatIsAbsentIsProvenNothing() throws IOException {
    assertThat(all.code).as(all.out + all.err).isZero();
    List<String> listed = ListedConnectors.load().all().stream().map(ListedConnector::id).toList();
    assertThat(listed).hasSize(16).contains(POSTGRES, "clickhouse", "kafka", "bigquery");
    assertThat(rows("all").map(row -> row.path("id").textValue())).containsAll(listed);
    List<JsonNode> absent = rows("all").filter(row -> !row.path("present").booleanValue()).toList();
    assertThat(absent).hasSize(13);
    assertThat(absent)
        .allSatisfy(row -> {
          assertThat(row.path("provenLevel").textValue()).isEqualTo("none");
          assertThat(row.path("level").textValue()).isEqualTo("none");
        });
  }

  @Test
  void theGateHoldsWhereTheLevelIsProvenAndFailsAboveIt() {
    Result experimental =
        run("gate", "--min", "experimental", "--connector", POSTGRES, "--profile", "unit");
    assertThat(experimental.code).as(experimental.out + experimental.err).isZero();
    Result production =
        run("gate", "--min", "production-certified", "--connector", POSTGRES, "--profile", "unit");
    assertThat(production.code).as(production.out + production.err).isEqualTo(1);
    assertThat(production.out).contains(POSTGRES);
  }

  /**
   * What a profile without services cannot prove of a present connector comes from the other run.
   */
  @Test
  void theReadmeShowsTheMatrix() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| id | connector | roles | claimed | proven | next step |\n|---|---|---|---|---|---|\n");
    for (JsonNode listed : rows("all").toList()) {
      String id = listed.path("id").textValue();
      JsonNode row = TRIED.containsKey(id) ? row(id, id) : listed;
      String roles =
          StreamSupport.stream(row.path("roles").spliterator(), false)
              .map(JsonNode::textValue)
              .collect(Collectors.joining(", "));
      table.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  id,
                  row.path("name").textValue(),
                  roles,
                  row.path("claimedLevel").textValue(),
                  row.path("provenLevel").textValue(),
                  row.path("nextStep").textValue().replace("|", "\\|")));
    }
    DocsTest.holds("README.md", "matrix", table.toString());
  }

  private static JsonNode matrix(String run) throws IOException {
    return Json.tree(Files.readString(folder.resolve(run).resolve("matrix.json")));
  }

  private static Stream<JsonNode> rows(String run) throws IOException {
    return StreamSupport.stream(matrix(run).path("connectors").spliterator(), false);
  }

  private static JsonNode row(String run, String connector) throws IOException {
    return rows(run)
        .filter(row -> row.path("id").textValue().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode requirement(JsonNode row, String id) {
    return StreamSupport.stream(row.path("requirements").spliterator(), false)
        .filter(requirement -> requirement.path("id").textValue().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Result run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Dist.java(), "-p", Dist.folder().resolve("lib").toString(), "-m", "dpone.certify"));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + Files.readString(err));
      }
      return new Result(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
