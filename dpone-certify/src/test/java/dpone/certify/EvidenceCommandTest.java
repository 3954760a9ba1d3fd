package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceJson;
import dpone.certify.evidence.EvidenceReader;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.ledger.LedgerWriter;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.report.SchemaShape;
import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.Statement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledger, signatures, policy and waivers as they are typed. */
@Tag("unit")
class EvidenceCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path root;
  private static Path dist;
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path ledger;
  private Path key;

  @BeforeAll
  static void build() throws IOException {
    dist = ReferenceDist.make(root, "");
  }

  @BeforeEach
  void name() {
    ledger = folder.resolve("ledger");
    key = folder.resolve("key");
  }

  @Test
  void aSignedRunIsRecordedAndVerifiedOffline() throws IOException {
    assertThat(run("keygen", key.toString())).isZero();
    String secret = Files.readString(key).lines().toList().get(1);
    Path reports = folder.resolve("reports");
    assertThat(certify("--sign", key.toString(), "--out", reports.toString())).isZero();

    assertThat(run("verify", ledger.toString(), "--key", key + ".pub")).isZero();
    assertThat(out.toString())
        .contains("16 entries, signed ")
        .contains("holds  reference: proven experimental");
    assertThat(run("verify", reports.toString(), "--key", key + ".pub")).isZero();
    assertThat(run("verify", reports.toString())).isZero();
    JsonNode matrix = JSON.readTree(reports.resolve("matrix.json").toFile());
    assertThat(shape().problems(matrix)).isEmpty();
    assertThat(matrix.path("ledger").path("trust").asText()).startsWith("signed ");
    assertThat(
            run(
                "verify",
                ledger.toString(),
                "--expect-head",
                matrix.path("ledger").path("head").asText()))
        .isZero();
    assertThat(run("verify", ledger.toString(), "--expect-head", "0".repeat(64))).isEqualTo(3);
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.equals(key)).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret);
      }
    }
    assertThat(out + err.toString()).doesNotContain(secret);
  }

  @Test
  void anInTotoStatementIsWhatItsSpecificationSays() throws IOException {
    Path reports = folder.resolve("reports");
    certify("--out", reports.toString());

    List<String> lines = Files.readString(reports.resolve("statements.jsonl")).lines().toList();
    assertThat(lines).hasSize(17);
    JsonNode statement = JSON.readTree(lines.getFirst());
    assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.path("predicateType").asText())
        .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
    assertThat(statement.path("predicate").path("result").asText()).isEqualTo("PASSED");
    assertThat(statement.path("predicate").path("passedTests")).hasSize(6);
    assertThat(statement.path("predicate").path("configuration")).hasSize(2);
    assertThat(statement.path("subject"))
        .hasSize(4)
        .allSatisfy(subject ->
            assertThat(subject.path("digest").path("sha256").asText()).matches("[0-9a-f]{64}"));
    // A skip is no pass, whoever reads it.
    assertThat(lines)
        .filteredOn(line -> line.contains("\"requirement\":\"BETA-5\""))
        .singleElement()
        .asString()
        .contains("\"result\":\"WARNED\"");
  }

  @Test
  void editedReportsAreFound() throws IOException {
    run("keygen", key.toString());
    Path reports = folder.resolve("reports");
    certify("--sign", key.toString(), "--out", reports.toString());
    for (String file :
        List.of("evidence.json", "statements.jsonl", "evidence.intoto.jsonl", "matrix.json")) {
      Path path = reports.resolve(file);
      String text = Files.readString(path);
      for (String edited : edits(file, text)) {
        assertThat(edited).as(file).isNotEqualTo(text);
        Files.writeString(path, edited);
        err.getBuffer().setLength(0);
        assertThat(run("verify", reports.toString(), "--key", key + ".pub"))
            .as(file + ": " + err)
            .isEqualTo(3);
        assertThat(err.toString()).contains(file);
      }
      Files.writeString(path, text);
    }
    assertThat(run("verify", reports.toString())).isZero();
  }

  private static List<String> edits(String file, String text) {
    return switch (file) {
      case "evidence.json" ->
          List.of(
              text.replaceFirst("\"result\" : \"skipped\"", "\"result\" : \"passed\""),
              text.replaceFirst("\"reason\" : \"[^\"]+\"", "\"reason\" : \"other\""),
              text.substring(0, text.length() / 2));
      case "matrix.json" ->
          List.of(
              text.replace("\"provenLevel\" : \"experimental\"", "\"provenLevel\" : \"beta\""),
              text.replace(
                  "\"level\" : \"experimental\",\n    \"levelW",
                  "\"level\" : \"beta\",\n    \"levelW"),
              text.replaceFirst("\"result\" : \"passed\"", "\"result\" : \"failed\""));
      default ->
          List.of(
              text.substring(text.indexOf('\n') + 1),
              text.substring(0, text.indexOf('\n') + 1) + text,
              text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1),
              swapped(text),
              text.replaceFirst("e", "f"));
    };
  }

  private static String swapped(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.swap(lines, 0, 1);
    return String.join("\n", lines) + "\n";
  }

  /** With a ledger, what a run left open may come from there; without one it cannot. */
  @Test
  void aCellThatNoRecordBacksIsFound() throws IOException {
    Path reports = folder.resolve("reports");
    assertThat(
            run(
                "--connector",
                "reference",
                "--profile",
                "unit",
                "--no-ledger",
                "--dist",
                dist.toString(),
                "--out",
                reports.toString()))
        .isZero();
    Path matrix = reports.resolve("matrix.json");
    Files.writeString(matrix, Files.readString(matrix).replaceFirst("\"skipped\"", "\"missing\""));

    assertThat(run("verify", reports.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("says missing, the record skipped");
  }

  /** Whoever rewrites records, digest and statements still has checks that say otherwise. */
  @Test
  void aResultThatDoesNotFollowFromItsChecksIsFound() throws IOException {
    Path reports = folder.resolve("reports");
    certify("--out", reports.toString());
    Path file = reports.resolve("evidence.json");
    ArrayNode records = (ArrayNode) JSON.readTree(file.toFile()).path("records");
    ((ObjectNode) records.get(8)).put("result", "passed").put("reason", "");
    List<Evidence> changed = new ArrayList<>();
    records.forEach(record -> changed.add(EvidenceReader.record(record)));
    Files.writeString(file, EvidenceJson.text(changed));
    Files.writeString(
        reports.resolve("statements.jsonl"),
        changed.stream().map(r -> Statement.text(r) + "\n").collect(Collectors.joining()));

    assertThat(run("verify", reports.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("record 9 says reference BETA-5 passed, which does not follow from its checks")
        .contains("matrix.json: reference BETA-5 says skipped, the record passed");
  }

  @Test
  void aTamperedLedgerStopsEveryCommandWithCodeThree() throws IOException {
    certify();
    Path file = ledger.resolve("ledger.jsonl");
    String text = Files.readString(file);
    for (String edited :
        List.of(
            text.replaceFirst("\"result\":\"skipped\"", "\"result\":\"passed\""),
            text.substring(0, text.length() - 100),
            text.substring(text.indexOf('\n') + 1),
            text + text.substring(0, text.indexOf('\n') + 1))) {
      Files.writeString(file, edited);
      assertThat(run("verify", ledger.toString())).isEqualTo(3);
      assertThat(certify()).isEqualTo(3);
      assertThat(gate("--min", "experimental")).isEqualTo(3);
      assertThat(Files.readString(file)).isEqualTo(edited);
    }
    assertThat(err.toString()).contains("LEDGER_ENTRY: ").contains("is torn");
    assertThat(out.toString()).doesNotContain("holds  ");
  }

  @Test
  void recordedEvidenceCarriesALaterRunAndTheGateNeedsNoRun() throws IOException {
    assertThat(certify("--profile", "integration", "--requirement", "BETA-5")).isZero();
    assertThat(certify()).isZero();

    assertThat(out.toString()).contains("BETA-5 **passed**");
    assertThat(gate("--recorded", "--min", "experimental")).isZero();
    assertThat(gate("--recorded", "--min", "beta")).isEqualTo(1);
    out.getBuffer().setLength(0);
    assertThat(
            run("explain", "reference", "--dist", dist.toString(), "--ledger", ledger.toString()))
        .isZero();
    assertThat(out.toString())
        .contains("ledger: unsigned, 32 entries; policy: built in")
        .contains("BETA-5 passed (run ")
        .contains("carries no further than beta (unsigned)")
        .contains("BETA-1.present skipped: the ledger has no evidence of these jars");
  }

  @Test
  void aWaiverHoldsTheGateUntilItsEndAndIsNoPass() throws IOException {
    certify();
    Path policy = folder.resolve("policy.yaml");
    List<String> lacking = List.of("BETA-1", "BETA-2", "BETA-3", "BETA-4", "BETA-5");
    Files.writeString(policy, waivers(lacking, "2999-12-31"));

    assertThat(gate("--recorded", "--min", "beta", "--policy", policy.toString())).isZero();
    assertThat(out.toString())
        .contains("holds  reference: asked beta, proven experimental, BETA-1 waived until 2999");
    assertThat(certify("--policy", policy.toString(), "--format", "json", "--format", "markdown"))
        .isZero();
    assertThat(out.toString())
        .contains("\"levelWithWaivers\" : \"beta\"")
        .contains("\"until\" : \"2999-12-31\"")
        .contains("skipped (waived)");
    Files.writeString(policy, waivers(lacking, "2020-01-31"));
    out.getBuffer().setLength(0);
    assertThat(gate("--recorded", "--min", "beta", "--policy", policy.toString())).isEqualTo(4);
    assertThat(out.toString())
        .contains("FAILS  WAIVER_EXPIRED: the waiver of BETA-1 for reference ended on 2020-01-31");
    assertThat(run("verify", ledger.toString(), "--policy", policy.toString())).isEqualTo(4);
    assertThat(certify("--policy", policy.toString())).isEqualTo(4);
  }

  private static String waivers(List<String> requirements, String until) {
    StringBuilder text = new StringBuilder("version: 1\nwaivers:\n");
    for (String requirement : requirements) {
      text.append("  - { requirement: ").append(requirement);
      text.append(", connector: reference, reason: later, owner: o, until: ").append(until);
      text.append(" }\n");
    }
    return text.toString();
  }

  @Test
  void thePolicySaysWhichLevelIsAskedForAndWhere() throws IOException {
    certify();
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            minimum: { connectors: { reference: experimental } }
            environments: { production: { default: beta } }
            """);

    assertThat(gate("--recorded", "--policy", policy.toString())).isZero();
    assertThat(gate("--recorded", "--policy", policy.toString(), "--environment", "production"))
        .isEqualTo(1);
    assertThat(gate("--recorded", "--policy", policy.toString(), "--environment", "moon"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("has no environment moon; it has production");
    assertThat(
            run(
                "verify",
                ledger.toString(),
                "--policy",
                policy.toString(),
                "--environment",
                "production"))
        .isEqualTo(1);
  }

  @Test
  void verifyComputesLevelsFromOldAndFailedAndManyRuns() throws IOException {
    KeyFiles.make(key);
    Instant now = Instant.now();
    List<Evidence> first = EvidenceSamples.run("x", now.minus(Duration.ofDays(6)), 'a');
    append(first);
    for (int day = 5; day > 1; day--) {
      append(EvidenceSamples.run("x", now.minus(Duration.ofDays(day)), 'a'));
    }
    append(EvidenceSamples.run("old", now.minus(Duration.ofDays(40)), 'a'));

    String pub = key + ".pub";
    assertThat(run("verify", ledger.toString(), "--key", pub, "--connector", "x")).isZero();
    assertThat(out.toString()).contains("holds  x: proven production-certified");
    assertThat(
            run("verify", ledger.toString(), "--connector", "x", "--min", "production-certified"))
        .as("a key that nobody knows")
        .isEqualTo(1);
    assertThat(out.toString()).contains("signed by an unknown key");
    assertThat(run("verify", ledger.toString(), "--connector", "old", "--min", "beta"))
        .isEqualTo(4);
    assertThat(out.toString()).contains("FAILS  old: asked beta, proven none, expired EXP-1");
    assertThat(run("verify", ledger.toString())).isEqualTo(4);
    append(
        EvidenceSamples.with(
            EvidenceSamples.run("x", now.minus(Duration.ofHours(1)), 'a'),
            "PROD-3",
            r -> EvidenceSamples.came(r, Outcome.FAILED)));
    assertThat(run("verify", ledger.toString(), "--key", pub, "--connector", "x")).isEqualTo(1);
    assertThat(out.toString()).contains("PROD-3 failed: in the run of ");
  }

  private void append(List<Evidence> records) throws IOException {
    new LedgerWriter(ledger, Optional.of(SigningKey.read(key)), List.of(), LedgerWriter.PATIENCE)
        .append(records, Instant.now());
  }

  @Test
  void badInputOfEveryKindIsOneLineAndCodeTwo() throws IOException {
    certify();
    run("keygen", key.toString());
    Path noKey = Files.writeString(folder.resolve("no.key"), "nothing");
    Path noPolicy = Files.writeString(folder.resolve("no.yaml"), "version: 1\nwaiver: []\n");
    Path distrust =
        Files.writeString(
            folder.resolve("distrust.yaml"),
            "version: 1\ntrusted_keys: [{ name: a, file: other.pub }]\n");
    KeyFiles.make(folder.resolve("other"));
    Path unreadable = folder.resolve("unreadable");
    Files.createDirectories(unreadable.resolve("ledger.jsonl"));
    String at = ledger.toString();
    String fresh = folder.resolve("fresh").toString();
    List<List<String>> bad =
        List.of(
            List.of("--sign", noKey.toString(), "--ledger", at),
            List.of("--sign", folder.resolve("absent").toString(), "--ledger", at),
            List.of("--sign", key.toString(), "--ledger", at),
            List.of("--sign", key.toString(), "--policy", distrust.toString(), "--ledger", fresh),
            List.of("--policy", noPolicy.toString(), "--ledger", at),
            List.of("--ledger", noKey.toString()),
            List.of("--ledger", noKey.resolve("below").toString()),
            List.of("verify", unreadable.toString()),
            List.of("--no-ledger", "--ledger", at),
            List.of("keygen", key.toString()),
            List.of("verify", folder.resolve("absent").toString()),
            List.of("verify", at, "--expect-head", "abc"),
            List.of("verify", at, "--connector", "nosuch"),
            List.of("verify", at, "--key", noKey.toString()),
            List.of("verify", at, "--min", "gold"));
    for (List<String> arguments : bad) {
      err.getBuffer().setLength(0);
      String[] all = arguments.toArray(String[]::new);
      assertThat(run(all)).as(arguments + ": " + err).isEqualTo(2);
      assertThat(err.toString().lines().toList()).as(arguments.toString()).hasSize(1);
    }
    assertThat(Files.exists(folder.resolve("fresh"))).isFalse();
  }

  private int certify(String... more) {
    return run(with(List.of("--connector", "reference", "--profile", "unit"), more));
  }

  private int gate(String... more) {
    return run(with(List.of("gate", "--connector", "reference", "--profile", "unit"), more));
  }

  private String[] with(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    if (List.of(more).contains("--profile")) {
      all.removeAll(List.of("--profile", "unit"));
    }
    all.addAll(List.of(more));
    all.addAll(List.of("--dist", dist.toString(), "--ledger", ledger.toString()));
    return all.toArray(String[]::new);
  }

  private int run(String... arguments) {
    return Certify.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static SchemaShape shape() throws IOException {
    return new SchemaShape(
        JSON.readTree(
            Path.of(System.getProperty("dpone.root"))
                .resolve("docs/schema/matrix.schema.json")
                .toFile()));
  }
}
