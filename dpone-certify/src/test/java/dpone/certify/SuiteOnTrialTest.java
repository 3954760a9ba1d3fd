package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.PlantedDefects.Group;
import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Fault;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.report.Matrix;
import dpone.certify.run.RunOutcome;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite itself on trial: each defect dies by the check that names it, harmless variants pass.
 * {@link BehaviourOnTrialTest} and {@link RecoveryOnTrialTest} have the other defects, since the
 * switches of the reference connector are those of a process.
 */
@Tag("unit")
class SuiteOnTrialTest {
  private static final Requirements CATALOGUE = Requirements.load();
  @TempDir static Path root;
  private static Path dist;

  @BeforeAll
  static void build() throws IOException {
    dist = ReferenceDist.make(Files.createDirectories(root.resolve("sound")), "");
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
  @MethodSource("defects")
  void aDefectDiesByTheCheckThatNamesIt(Defect defect, @TempDir Path folder) throws IOException {
    defect.diesIn(dist, folder);
  }

  static List<Defect> defects() {
    return PlantedDefects.of(Group.FORM);
  }

  @Test
  void everyCheckIsTriedWithADefect() {
    Set<String> tried =
        PlantedDefects.all().stream().map(Defect::check).collect(Collectors.toSet());

    assertThat(CATALOGUE.checks())
        .filteredOn(check -> !tried.contains(check.id()))
        .as("checks without a planted defect")
        .extracting(Check::id)
        .isEmpty();
  }

  @Test
  void aFaultThatNeverFiresIsAFailure(@TempDir Path folder) {
    // The switch is one of the sink's, and this check never loads anything.
    assertThatThrownBy(() ->
            ReferenceRun.with(
                "defect",
                "no-fence",
                "no-fence",
                dist,
                Profile.INTEGRATION,
                "BETA-3.refused-types"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no-fence never fired");
    assertThatThrownBy(() ->
            ReferenceDist.make(
                folder, List.of(new ReferenceDist.Edit("Tables.java", "nowhere in it", "x"))))
        .hasMessageContaining("Tables.java has no nowhere in it");
  }

  @ParameterizedTest
  @CsvSource({"batch_rows, 7, ''", "pause, 1, ''", "order, reversed, order=reversed"})
  void aHarmlessVariantPasses(String setting, String value, String fires) throws IOException {
    // Without the kills, which take long and which the sound connector has survived.
    RunOutcome outcome =
        ReferenceRun.with(
            setting, value, fires, dist, Profile.INTEGRATION, "BETA-4", "BETA-5", "PROD-2");

    assertThat(failures(outcome)).isEmpty();
    assertThat(results(outcome))
        .containsEntry("BETA-4", Outcome.PASSED)
        .containsEntry("BETA-5", Outcome.PASSED);
  }

  @Test
  void aSoundConnectorOfLogsPasses() throws IOException {
    // Without the kills, which the sound connector has survived.
    RunOutcome outcome =
        ReferenceRun.ofLogs(
            ReferenceRun.SOUND, PlantedDefects.logDist(dist), "BETA-4", "BETA-5", "PROD-2");

    assertThat(failures(outcome)).isEmpty();
    assertThat(results(outcome))
        .containsEntry("BETA-4", Outcome.PASSED)
        .containsEntry("BETA-5", Outcome.PASSED)
        .containsEntry("PROD-2", Outcome.PASSED);
    assertThat(outcome.evidence().stream().flatMap(record -> record.checks().stream()))
        .filteredOn(check -> check.check().equals("BETA-4.ties"))
        .extracting(CheckEvidence::result)
        .containsExactly(Outcome.NOT_APPLICABLE);
  }

  /** Two connectors of one folder, one of which only reads, with fixtures in one jar. */
  @Test
  void aSoundConnectorOfPagesIsBetaIntoThePartnerOfItsFolder() throws IOException {
    RunOutcome outcome = ReferenceRun.ofPages(ReferenceRun.SOUND, PlantedPages.dist(dist));

    assertThat(failures(outcome)).isEmpty();
    assertThat(outcome.matrix().connectors().getFirst().standing().proven()).isEqualTo(Level.BETA);
    assertThat(results(outcome))
        .containsEntry("BETA-3", Outcome.PASSED)
        .containsEntry("BETA-4", Outcome.PASSED)
        .containsEntry("BETA-5", Outcome.PASSED)
        .containsEntry("PROD-2", Outcome.PASSED)
        .containsEntry("PROD-3", Outcome.PASSED)
        .containsEntry("PROD-5", Outcome.PASSED)
        .containsEntry("PROD-6", Outcome.PASSED);
    Evidence read =
        outcome.evidence().stream()
            .filter(record -> record.requirement().equals("BETA-5"))
            .findFirst()
            .orElseThrow();
    assertThat(read.services()).extracting(ServiceUse::name).containsExactly("pages", "files");
  }

  /** A connector that only reads cannot help how a target changes, and the evidence says so. */
  @Test
  void aPartnerThatChangesNoSchemaHoldsNobodyBack(@TempDir Path folder) throws IOException {
    RunOutcome outcome =
        ReferenceRun.ofPages(
            ReferenceRun.SOUND,
            ReferenceDist.withPages(folder, PlantedDefects.SILENT),
            "PROD-3.halted-at-boundaries");

    assertThat(outcome.evidence().stream().flatMap(record -> record.checks().stream()))
        .filteredOn(check -> check.check().equals("PROD-3.halted-at-boundaries"))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.result()).isEqualTo(Outcome.PASSED);
          assertThat(check.toString()).contains("has no moment of a change of schema");
        });
  }

  /** Nothing asks such a connector for increments, and that is proven, not believed. */
  @Test
  void aConnectorWhoseStreamsHaveNoCursorIsNotAskedForIncrements() throws IOException {
    RunOutcome outcome =
        ReferenceRun.ofPagesWithoutCursor(
            ReferenceRun.SOUND, PlantedPages.dist(dist), "BETA-4.ties", "BETA-5.append");

    assertThat(outcome.evidence().stream().flatMap(record -> record.checks().stream()))
        .filteredOn(check -> Set.of("BETA-4.ties", "BETA-5.append").contains(check.check()))
        .extracting(CheckEvidence::result)
        .containsExactly(Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE);
  }

  /** What no run of profile integration says about the sound connector. */
  @Test
  void theSoundConnectorPassesAgainstALiveSystemAndAfterFiveGreenRuns() throws IOException {
    PlantedDefects.liveFolder();
    assertThat(results(certify(dist, Profile.INTEGRATION_LIVE, "PROD-1")))
        .containsEntry("PROD-1", Outcome.PASSED);
    assertThat(results(PlantedDefects.withHistory(dist, 1)))
        .containsEntry("PROD-8", Outcome.PASSED);
  }

  /** What it says of each defect is what its trial holds the check against. */
  @Test
  void thePageSaysWhatWasTried() throws IOException {
    List<TrialPage.Killed> killed =
        PlantedDefects.all().stream()
            .map(defect -> new TrialPage.Killed(defect.check(), defect.planted(), defect.seen()))
            .toList();
    String generated = TrialPage.of(CATALOGUE, killed);
    String page = Files.readString(TrialPage.FILE);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(TrialPage.FILE, TrialPage.BLOCK.replaceIn(page, generated));
      return;
    }

    assertThat(TrialPage.BLOCK.textIn(page))
        .as("docs/certification.md differs; run this test with -Ddpone.golden.update=true")
        .isEqualTo(generated.strip());
  }

  private static RunOutcome certify(Path dist, Profile profile, String... requirements)
      throws IOException {
    return ReferenceRun.certify(dist, profile, requirements);
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
