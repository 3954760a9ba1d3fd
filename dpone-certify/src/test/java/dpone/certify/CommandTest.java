package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.report.SchemaShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed. */
@Tag("unit")
class CommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path root;
  private static Path sound;
  private Path dist;
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void build() throws IOException {
    sound = ReferenceDist.make(root, "");
  }

  @BeforeEach
  void copy() throws IOException {
    dist = folder.resolve("dist");
    try (var files = Files.walk(sound)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = dist.resolve(sound.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void allSixteenRowsAndAStrangerFollowThePublishedSchema() throws IOException {
    assertThat(run("--profile", "unit", "--format", "json")).isZero();

    JsonNode matrix = JSON.readTree(out.toString());
    assertThat(shape().problems(matrix)).isEmpty();
    assertThat(matrix.path("connectors")).hasSize(17);
    assertThat(matrix.path("connectors").path(16).path("id").asText()).isEqualTo("reference");
    assertThat(matrix.path("connectors").path(16).path("provenLevel").asText())
        .isEqualTo("experimental");
    JsonNode mssql = matrix.path("connectors").path(1);
    assertThat(mssql.path("provenLevel").asText()).isEqualTo("none");
    assertThat(mssql.path("claimedLevel").asText()).isEqualTo("none");
    assertThat(mssql.path("requirements"))
        .allSatisfy(r -> {
          assertThat(r.path("result").asText()).isEqualTo("missing");
          assertThat(r.path("reason").asText()).isEqualTo("connector not in this build");
        });
    assertThat(matrix.path("missing")).hasSize(16);
  }

  @Test
  void theSchemaTestCanFail() throws IOException {
    run("--connector", "reference", "--profile", "unit", "--format", "json");
    ObjectNode matrix = (ObjectNode) JSON.readTree(out.toString());

    ((ObjectNode) matrix.path("connectors").path(0)).put("provenLevel", "gold").remove("nextStep");
    matrix.put("surprise", 1);

    assertThat(shape().problems(matrix)).hasSize(3);
  }

  @Test
  void theSameRunTwiceGivesTheSameMatrix() {
    run("--profile", "unit", "--format", "json", "--format", "markdown", "--no-ledger");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("--profile", "unit", "--format", "json", "--format", "markdown", "--no-ledger");

    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void outHoldsEveryReportAndTheEvidenceOfEveryRequirement() throws Exception {
    Path reports = folder.resolve("reports");
    assertThat(run("--connector", "reference", "--profile", "unit", "--out", reports.toString()))
        .isZero();

    assertThat(Files.readString(reports.resolve("matrix.md")))
        .contains("| Reference `reference` |");
    assertThat(Files.readString(reports.resolve("matrix.html")))
        .contains("<section class=\"connector\" id=\"c-reference\"")
        .contains("History: 1 run");
    // Only this test reads XML; the module itself does not require it.
    CommandTest.class.getModule().addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(reports.resolve("junit.xml").toFile())
                .getElementsByTagName("testcase")
                .getLength())
        .isGreaterThan(30);
    JsonNode records = JSON.readTree(reports.resolve("evidence.json").toFile()).path("records");
    assertThat(records).hasSize(17);
    List<String> subjects = new ArrayList<>();
    records.path(0).path("subjects").forEach(s -> subjects.add(s.path("name").asText()));
    assertThat(subjects)
        .containsExactly(
            "reference/drivers/driver.jar",
            "reference/reference.jar",
            "dpone-spi",
            "dpone-runtime");
    assertThat(records.path(0).path("subjects"))
        .allSatisfy(s -> assertThat(s.path("sha256").asText()).matches("[0-9a-f]{64}"));
  }

  @Test
  void theGateHoldsAtWhatIsProvenAndFailsAboveIt() {
    assertThat(
            run("gate", "--min", "experimental", "--connector", "reference", "--profile", "unit"))
        .isZero();
    assertThat(run("gate", "--min", "beta", "--connector", "reference", "--profile", "unit"))
        .isEqualTo(1);
    assertThat(run("gate", "--profile", "unit")).as("it claims beta").isEqualTo(1);
    assertThat(run("gate", "--connector", "mssql", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString()).contains("FAILS  mssql").contains("not in this build");
  }

  @Test
  void explainKnowsRequirementsAndConnectors() {
    assertThat(run("explain", "beta-3")).isZero();
    assertThat(out.toString()).contains("BETA-3 (beta): Data type mapping tests.");
    assertThat(run("explain", "reference", "--profile", "unit")).isZero();
    assertThat(out.toString())
        .contains("next step: For beta:")
        .contains("BETA-1")
        .contains("what separates it from production-certified:")
        .contains("PROD-8 missing: 0 of 5 green runs in a row");
  }

  @Test
  void badInputIsOneLineAndCodeTwo() throws IOException {
    Path noJar = Files.writeString(folder.resolve("no.jar"), "not a jar");
    List<String[]> bad =
        List.of(
            new String[] {"--connector", "nosuch"},
            new String[] {"--profile", "sometimes"},
            new String[] {"--plugin", noJar.toString()},
            new String[] {"--plugin", folder.resolve("absent.jar").toString()},
            new String[] {"gate", "--min", "gold"},
            new String[] {"explain", "NO-9"},
            new String[] {"--nonsense"});
    for (String[] arguments : bad) {
      err.getBuffer().setLength(0);
      assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(err.toString().lines().toList()).as(String.join(" ", arguments)).hasSize(1);
    }
    assertThat(
            Certify.run(
                new String[] {"--no-ledger", "--dist", folder.resolve("nowhere").toString()},
                new PrintWriter(out),
                new PrintWriter(err)))
        .isEqualTo(2);
  }

  @Test
  void aBrokenConnectorIsNamedAndIsNotAPass() throws IOException {
    Files.writeString(
        Files.createDirectories(dist.resolve("connectors/broken")).resolve("broken.jar"), "no jar");

    assertThat(run("--profile", "unit")).isEqualTo(1);
    assertThat(out.toString()).contains("## Found and not usable").contains("broken.jar");
  }

  @Test
  void exp2FailsWithoutThePageAndWithoutACoordinate() throws IOException {
    Path page = dist.resolve("certification/reference/docs/connectors/reference.md");
    Files.writeString(page, Files.readString(page).replace("reference:driver:1", "a driver"));
    assertThat(run("--connector", "reference", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString()).contains("does not name reference:driver:1");

    Files.delete(page);
    run("--connector", "reference", "--profile", "unit");
    assertThat(out.toString()).contains("docs/connectors/reference.md is not there");
  }

  @Test
  void exp3FailsForAWrongExampleAndForARoleWithoutOne() throws IOException {
    Path example = dist.resolve("certification/reference/examples/reference.yaml");
    Files.writeString(example, ReferenceDist.EXAMPLE.replace("table:", "tabel:"));
    assertThat(run("--connector", "reference", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString()).contains("examples-check: reference.yaml").contains("tabel");

    String other = ReferenceDist.EXAMPLE.replaceFirst("(?s)(sink:\\s+type: )reference", "$1other");
    Files.writeString(example, other);
    Files.delete(dist.resolve("certification/reference/examples/changes.yaml"));
    Files.delete(dist.resolve("certification/reference/docs/connectors/reference.md"));
    run("--connector", "reference", "--profile", "unit");
    assertThat(out.toString()).contains("no example uses it as sink");
  }

  @Test
  void exp4FailsForAChangedGoldenFileAndIsMissingWithoutAFixture() throws IOException {
    Path fixture = dist.resolve("certification/reference/fixture/fixture.jar");
    try (var jar = java.nio.file.FileSystems.newFileSystem(fixture)) {
      Files.writeString(jar.getPath("golden/line.txt"), "something else\n");
      Files.writeString(jar.getPath("golden/gone.sql"), "select 1\n");
    }
    assertThat(run("--connector", "reference", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString())
        .contains("line.txt differs from its golden file at character 0")
        .contains("gone.sql is no longer built");

    Files.delete(fixture);
    // What failed once is on record and stays failed until it passes; here it cannot be tried.
    assertThat(run("--connector", "reference", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString()).contains("EXP-4 **failed**: in the run of ");
    assertThat(run("--connector", "reference", "--profile", "integration", "--no-ledger")).isZero();
    assertThat(out.toString()).contains("EXP-4 **missing**").contains("BETA-5 **missing**");
  }

  @Test
  void exp1FailsWhereTheDriverIsNotThere() throws IOException {
    Files.delete(dist.resolve("connectors/reference/drivers/driver.jar"));

    assertThat(run("--connector", "reference", "--profile", "unit")).isEqualTo(1);
    assertThat(out.toString())
        .contains("drivers-invisible", "reference:driver:1 is not there, so nothing was tried");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("verify") && !all.contains("keygen")) {
      all.addAll(List.of("--dist", dist.toString()));
      if (!all.contains("--no-ledger") && !all.contains("--ledger")) {
        all.addAll(List.of("--ledger", folder.resolve("ledger").toString()));
      }
    }
    return Certify.run(
        all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static SchemaShape shape() throws IOException {
    return new SchemaShape(
        JSON.readTree(
            Path.of(System.getProperty("dpone.root"))
                .resolve("docs/schema/matrix.schema.json")
                .toFile()));
  }
}
