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
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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

/**
 * Certification as the README gives it: a process of its own, with nothing set beside it but, where
 * several run at the same time, what a JVM that shares two processors is better off with.
 */
@Tag("integration")
class CertifyTest {
  private static final long PATIENCE_SECONDS = 2400;
  private static final String POSTGRES = "postgres";

  /**
   * What is to be proven of a connector.
   *
   * @param run name of the process that tries it; connectors of one share it
   * @param level what it claims
   * @param kind how real the systems of its trials are
   * @param systems what those are, as evidence names them
   * @param requirements all of them pass
   */
  private record Tried(
      String run, String level, String kind, List<String> systems, List<String> requirements) {}

  private static final List<String> BETA =
      List.of("EXP-1", "EXP-2", "EXP-3", "EXP-4", "BETA-1", "BETA-2", "BETA-3", "BETA-4", "BETA-5");

  /** What a vendor without a secret, or whose streams have no cursor, is not asked for. */
  private static final List<String> PASSED = List.of("passed", "not-applicable");

  private static final List<String> EVERYTHING =
      Stream.concat(BETA.stream(), Stream.of("PROD-2", "PROD-3", "PROD-4", "PROD-5")).toList();

  /** Vendors whose doubles carry them to beta; above that a double carries nobody. */
  private static final List<String> VENDORS =
      List.of(
          "appsflyer",
          "cbr",
          "fasttrack",
          "google-ads",
          "google-sheets",
          "mindbox",
          "omnidesk",
          "openexchangerates",
          "similarweb",
          "yandex-webmaster");

  private static final Map<String, Tried> TRIED = tried(VENDORS);

  private static Map<String, Tried> tried(List<String> vendors) {
    Map<String, Tried> tried = new TreeMap<>();
    tried.put(POSTGRES, new Tried(POSTGRES, "beta", "real", List.of("\"18.", "\"15."), EVERYTHING));
    tried.put("clickhouse", new Tried("clickhouse", "beta", "real", List.of("\"26."), EVERYTHING));
    tried.put("kafka", new Tried("kafka", "beta", "real", List.of("\"4."), EVERYTHING));
    tried.put("mssql", new Tried("mssql", "beta", "double", List.of("TDS double"), BETA));
    tried.put("rest", new Tried("rest", "beta", "double", List.of("paged API"), BETA));
    tried.put("bigquery", new Tried("bigquery", "beta", "double", List.of("(double)"), BETA));
    for (String id : vendors) {
      // Two processes, since outages are mostly waited for.
      String run = vendors.indexOf(id) % 2 == 0 ? "vendors" : "other vendors";
      tried.put(id, new Tried(run, "beta", "double", List.of("(double)"), BETA));
    }
    return tried;
  }

  @TempDir private static Path folder;

  private static final Map<String, Result> OWN = new TreeMap<>();
  private static Result all;

  private record Result(int code, String out, String err) {}

  /** At the same time, on two processors, too: a certification mostly waits. */
  @BeforeAll
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  static void certify() throws Exception {
    Map<String, Future<Result>> runs = new TreeMap<>();
    try (ExecutorService each = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (String name : names()) {
        List<String> arguments =
            new ArrayList<>(
                List.of(
                    "--format",
                    "json",
                    "--format",
                    "markdown",
                    "--out",
                    folder.resolve(name).toString()));
        for (String id : of(name)) {
          arguments.addAll(List.of("--connector", id));
        }
        if (TRIED.get(of(name).getFirst()).requirements().equals(BETA)) {
          BETA.forEach(requirement -> arguments.addAll(List.of("--requirement", requirement)));
        }
        runs.put(name, each.submit(() -> runWith(SHARING, arguments.toArray(String[]::new))));
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

  private static Set<String> names() {
    return TRIED.values().stream().map(Tried::run).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The connectors that a process tries. */
  private static List<String> of(String name) {
    return TRIED.keySet().stream().filter(id -> TRIED.get(id).run().equals(name)).toList();
  }

  @ParameterizedTest
  @MethodSource("tried")
  void whatIsClaimedIsProven(String id) throws IOException {
    Tried tried = TRIED.get(id);
    Result run = OWN.get(tried.run());
    JsonNode row = row(tried.run(), id);
    assertThat(run.code).as(run.out + run.err).isZero();
    assertThat(matrix(tried.run()).path("profile").textValue()).isEqualTo("integration");
    assertThat(matrix(tried.run()).path("connectors").size()).isEqualTo(of(tried.run()).size());
    assertThat(row.path("claimedLevel").textValue()).isEqualTo(tried.level());
    assertThat(row.path("provenLevel").textValue()).isEqualTo(tried.level());
    for (String requirement : tried.requirements()) {
      assertThat(requirement(row, requirement).path("result").textValue())
          .as(
              id
                  + " "
                  + requirement
                  + " "
                  + requirement(row, requirement).path("reason").textValue())
          .isIn(tried.kind().equals("real") ? List.of("passed") : PASSED);
    }
    assertThat(requirement(row, "BETA-5").path("serviceKind").textValue()).isEqualTo(tried.kind());
  }

  @ParameterizedTest
  @MethodSource("tried")
  void everyRequirementThatNeedsAServerIsTriedOnEachThatTheFixtureNames(String id)
      throws IOException {
    Path evidence = folder.resolve(TRIED.get(id).run()).resolve("evidence.json");
    List<JsonNode> records =
        StreamSupport.stream(
                Json.tree(Files.readString(evidence)).path("records").spliterator(), false)
            .filter(record -> record.path("connector").textValue().equals(id))
            .filter(record -> !record.path("services").isEmpty())
            .toList();
    assertThat(records)
        .extracting(record -> record.path("requirement").textValue())
        .containsAll(
            TRIED.get(id).requirements().stream()
                .filter(requirement -> requirement.matches("BETA-[25]|PROD-.*"))
                .toList());
    assertThat(records)
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
  void everyListedConnectorIsARowAndPartOfThisBuild() throws IOException {
    assertThat(all.code).as(all.out + all.err).isZero();
    List<String> listed = ListedConnectors.load().all().stream().map(ListedConnector::id).toList();
    assertThat(listed).hasSize(16).contains(POSTGRES, "clickhouse", "kafka", "bigquery");
    assertThat(rows("all").map(row -> row.path("id").textValue())).containsAll(listed);
    assertThat(rows("all").filter(row -> !row.path("present").booleanValue()))
        .as("listed connectors that this build lacks")
        .isEmpty();
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

  /** What a requirement is about, behind its id: the policy says it, and a table has no room. */
  private static final Pattern WHAT_IT_ASKS = Pattern.compile(" \\([^()]*\\)");

  /**
   * What a profile without services cannot prove of a present connector comes from the other run.
   */
  @Test
  void theReadmeShowsTheMatrix() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| id | connector | roles | claimed | proven | next step |\n"
                + "|---|---|---|---|---|---|\n");
    for (JsonNode listed : rows("all").toList()) {
      String id = listed.path("id").textValue();
      JsonNode row = TRIED.containsKey(id) ? row(TRIED.get(id).run(), id) : listed;
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
                  WHAT_IT_ASKS
                      .matcher(row.path("nextStep").textValue())
                      .replaceAll("")
                      .replace("|", "\\|")));
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

  /** No second compiler, whose work on classes of many short-lived loaders is mostly lost. */
  private static final List<String> SHARING =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static Result run(String... arguments) {
    return runWith(List.of(), arguments);
  }

  private static Result runWith(List<String> jvm, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Dist.java()));
    command.addAll(jvm);
    command.addAll(List.of("-p", Dist.folder().resolve("lib").toString(), "-m", "dpone.certify"));
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
