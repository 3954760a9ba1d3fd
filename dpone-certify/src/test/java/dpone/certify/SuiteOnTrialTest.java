package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Fault;
import dpone.certify.evidence.Outcome;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.report.Matrix;
import dpone.certify.run.CertificationRun;
import dpone.certify.run.RunOutcome;
import dpone.certify.run.RunSettings;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite itself on trial: each defect dies by the check that names it, harmless variants pass.
 */
@Tag("unit")
class SuiteOnTrialTest {
  @TempDir static Path root;
  private static Path dist;

  @BeforeAll
  static void build() throws IOException {
    dist = ReferenceDist.make(Files.createDirectories(root.resolve("sound")), "");
  }

  @AfterEach
  void noDefect() {
    List.of("defect", "batch_rows", "pause")
        .forEach(name -> System.clearProperty("dpone.reference." + name));
  }

  @Test
  void theSoundConnectorFailsNothing() throws IOException {
    RunOutcome outcome = certify(dist, Profile.INTEGRATION);

    assertThat(failures(outcome)).isEmpty();
    assertThat(outcome.matrix().passed()).isTrue();
    Matrix.Row row = outcome.matrix().connectors().getFirst();
    assertThat(row.standing().proven()).isEqualTo(Level.BETA);
    assertThat(row.standing().claimed()).isEqualTo(Level.BETA);
    assertThat(results(outcome))
        .containsEntry("BETA-4", Outcome.PASSED)
        .containsEntry("BETA-5", Outcome.PASSED)
        .containsEntry("BETA-1", Outcome.PASSED)
        .containsEntry("BETA-2", Outcome.PASSED)
        .containsEntry("BETA-3", Outcome.PASSED)
        .containsEntry("PROD-2", Outcome.PASSED)
        .containsEntry("PROD-3", Outcome.PASSED)
        .containsEntry("PROD-4", Outcome.PASSED)
        .containsEntry("PROD-7", Outcome.PASSED)
        .containsEntry("PROD-8", Outcome.MISSING);
    Evidence killed =
        outcome.evidence().stream()
            .filter(record -> record.requirement().equals("PROD-3"))
            .findFirst()
            .orElseThrow();
    assertThat(killed.faults()).extracting(Fault::kind).contains("halt", "SIGKILL", "SIGSTOP");
    assertThat(killed.faults())
        .extracting(Fault::at)
        .anyMatch(at -> at.startsWith("AFTER_COMMIT_BEFORE_STATE, "));
    assertThat(killed.counts()).containsKey("PROD-3.halted-at-boundaries.rowsWritten");
  }

  @ParameterizedTest
  @CsvSource({
    "swap-with-zero-rows, BETA-5.full-refresh, swap with zero rows, 0 found",
    "drop-last-batch, BETA-5.large-read, last partial batch dropped, is lost",
    "greater-than, BETA-4.ties, `>` for `>=`, is lost",
    "update-as-insert, BETA-5.merge, update applied as insert, is doubled",
    "secret-cut, BETA-1.present, secret cut at a special character, secret from environment",
    "missing-as-empty, BETA-1.missing, missing secret sent as empty text, succeeded",
    "secret-echoed, BETA-1.malformed, malformed secret echoed, own refusal",
    "secret-cached, BETA-1.rotated, secret cached for ever, not read anew",
    "secret-in-cause, BETA-1.canary, secret in an exception, after the login",
    "busy-swallowed, BETA-2.faults-provoked, 429 swallowed, succeeded although every try failed",
    "retry-not-used, BETA-2.faults-provoked, 429 swallowed, the policy counted 1 tries",
    "own-retry-loop, BETA-2.faults-provoked, 429 swallowed, the system saw 15 tries",
    "wait-ignored, BETA-2.faults-provoked, 429 swallowed, ms before try 2",
    "failure-as-internal, PROD-5.failures-provoked, every failure reported as internal, REF_NO_TABLE",
    "rows-counted-twice, PROD-6.fields-emitted, rows counted twice, inserted",
    "numeric-through-double, BETA-3.source-decodes, numeric through double, decimal",
    "timestamp-without-zone, BETA-3.sink-read-back, timestamp without zone, timestamptz",
    "cut-at-nul, BETA-3.round-trip, text truncated at NUL, string",
    "unmapped-as-text, BETA-3.refused-types, unmapped type read as text, described all the same",
    "duplicate-on-retry, PROD-2.three-runs, duplicate on retry, is doubled",
    "duplicate-on-replay, PROD-2.replay, duplicate on replay, is doubled",
    "double-apply, PROD-2.double-apply-log, upsert hides a double apply, rows twice",
    "dropped-column, PROD-4.classes-by-policies, dropped column drops data, gone_column under evolve",
    "commit-before-write, PROD-3.halted-at-boundaries, commit before write, is doubled",
    "confirm-early, PROD-3.changes-halted, changes confirmed before they are committed, cdc_apply",
    "acknowledge-before-durable, PROD-3.killed-from-outside, acknowledge before durable, is lost",
    "no-fence, PROD-3.zombie-fenced, zombie commits, older run went on",
  })
  void aDefectDiesByTheCheckThatNamesIt(String defect, String check, String name, String seen)
      throws IOException {
    System.setProperty("dpone.reference.defect", defect);

    RunOutcome outcome = certify(dist, Profile.INTEGRATION, check);

    assertKilled(outcome, check, name);
    assertThat(failures(outcome).get(check)).contains(seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "static final Object TOUCHED = new reference.driver.LineCodec();"
            + " ~ EXP-1.discovery-touches-no-driver ~ driver class touched in discovery",
        "static final Object TOUCHED = new reference.driver.LineCodec();"
            + " ~ EXP-1.found-without-drivers ~ provider needs its driver to load",
        "private reference.driver.LineCodec codec;"
            + " ~ EXP-1.provider-names-no-driver ~ field of a driver type in the provider",
      })
  void aDefectOfTheProviderDiesByTheCheckThatNamesIt(
      String planted, String check, String name, @TempDir Path folder) throws IOException {
    Path defective = ReferenceDist.make(folder, planted);

    assertKilled(certify(defective, Profile.UNIT, check), check, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "`REF_BUSY` `REF_AWAY` ~ `REF_BUSY` `REF_AWAY` `REF_TYPE` ~ documented and not so",
        "`REF_AWAY` | 5 ~ `REF_AWAY` | 9 ~ documented and not so",
        "| everything else | nothing | 1 |  |  | ~ '' ~ not documented: everything else",
        "`REF_BUSY` | `THROTTLED` ~ `REF_BUSY` | `RESOURCE` ~ the table of errors says RESOURCE",
      })
  void aRetryThatIsDocumentedAndDoesNotHappenIsFound(
      String documented, String instead, String seen, @TempDir Path folder) throws IOException {
    Path boastful = ReferenceDist.make(folder, "");
    Path page = boastful.resolve("certification/reference/docs/connectors/reference.md");
    String text = Files.readString(page);
    assertThat(text).contains(documented);
    ReferenceDist.write(page, text.replace(documented, instead));

    RunOutcome outcome = certify(boastful, Profile.UNIT, "BETA-2");

    assertKilled(outcome, "BETA-2.table-equals-policy", "documented retry that does not happen");
    assertThat(failures(outcome).get("BETA-2.table-equals-policy")).contains(seen);
  }

  @Test
  void aPageThatIsSilentAboutARerunIsFound(@TempDir Path folder) throws IOException {
    Path silent = ReferenceDist.make(folder, "");
    Path page = silent.resolve("certification/reference/docs/connectors/reference.md");
    ReferenceDist.write(page, Files.readString(page).replace("`incremental_append`", "the rest"));

    assertKilled(
        certify(silent, Profile.UNIT, "PROD-2"), "PROD-2.documented", "rerun undocumented");
  }

  @Test
  void anOldManifestThatIsRefusedIsFound(@TempDir Path folder) throws IOException {
    Path newer =
        ReferenceDist.withOption(
            folder, "Option.of(\"region\", OptionType.STRING, \"Region.\").require(),");

    RunOutcome outcome = certify(newer, Profile.UNIT, "PROD-7");

    assertKilled(outcome, "PROD-7.formats-still-read", "old manifest refused");
    assertThat(failures(outcome).get("PROD-7.formats-still-read"))
        .contains("example.yaml", "region");
  }

  @Test
  void aSignatureThatIsGoneIsFound(@TempDir Path folder) throws IOException {
    Path changed = ReferenceDist.make(folder, "");
    ReferenceDist.addContracts(changed, "dpone/spi/cdc/ChangeHealth.class");

    RunOutcome outcome = certify(changed, Profile.UNIT, "PROD-7");

    assertKilled(outcome, "PROD-7.signatures", "signature changed unseen");
    assertThat(failures(outcome).get("PROD-7.signatures"))
        .contains("gone: dpone.spi.cdc.ChangeHealth");
  }

  @ParameterizedTest
  @CsvSource({"batch_rows, 7", "pause, 1"})
  void aHarmlessVariantPasses(String setting, String value) throws IOException {
    System.setProperty("dpone.reference." + setting, value);

    // Without the kills, which take long and which the sound connector has survived.
    assertThat(failures(certify(dist, Profile.INTEGRATION, "BETA-4", "BETA-5", "PROD-2")))
        .isEmpty();
  }

  private static void assertKilled(RunOutcome outcome, String check, String name) {
    assertThat(failures(outcome)).containsKey(check);
    // A trial that broke is not a connector that was found out.
    assertThat(outcome.evidence().stream().flatMap(e -> e.checks().stream()))
        .filteredOn(c -> c.check().equals(check))
        .extracting(CheckEvidence::result)
        .containsOnly(Outcome.FAILED);
    assertThat(outcome.matrix().passed()).isFalse();
    assertThat(Requirements.load().checks())
        .filteredOn(c -> c.id().equals(check))
        .extracting(Check::defect)
        .containsExactly(name);
  }

  private static RunOutcome certify(Path dist, Profile profile, String... requirements)
      throws IOException {
    return new CertificationRun(
            new RunSettings(dist, List.of(), List.of("reference"), profile, List.of(requirements)),
            line -> {})
        .run();
  }

  private static Map<String, String> failures(RunOutcome outcome) {
    return outcome.evidence().stream()
        .map(Evidence::checks)
        .flatMap(List::stream)
        .filter(check -> check.result().bad())
        .collect(Collectors.toMap(CheckEvidence::check, CheckEvidence::reason));
  }

  private static Map<String, Outcome> results(RunOutcome outcome) {
    return outcome.evidence().stream()
        .collect(Collectors.toMap(Evidence::requirement, Evidence::result));
  }
}
