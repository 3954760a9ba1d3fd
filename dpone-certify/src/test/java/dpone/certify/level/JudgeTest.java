package dpone.certify.level;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.audit.Frames;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.ledger.Trust;
import dpone.certify.policy.Policy;
import dpone.certify.policy.PolicyReader;
import dpone.certify.policy.Waiver;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels out of many runs: age, other bytes, failures, doubles, waivers, and runs in a row. */
@Tag("unit")
class JudgeTest {
  private static final Requirements CATALOGUE = Requirements.load();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Trust SIGNED = new Trust(Trust.State.SIGNED, "k".repeat(64));
  private static final Trust UNSIGNED = new Trust(Trust.State.UNSIGNED, "");
  private static final Policy POLICY = PolicyReader.builtIn(CATALOGUE);

  @Test
  void fiveGreenRunsOverThreeDaysInASignedLedgerAreProductionCertified() {
    Judgement judged = judge(daily(5), SIGNED);

    assertThat(judged.standing().proven()).isEqualTo(Level.PRODUCTION_CERTIFIED);
    assertThat(judged.apart()).isEmpty();
    assertThat(judged.limit()).isEmpty();
    assertThat(judged.record("PROD-8").orElseThrow().counts())
        .containsEntry("PROD-8.runs", 5L)
        .containsEntry("PROD-8.hours", 96L);
  }

  @Test
  void anUnsignedLedgerCarriesNoFurtherThanBeta() {
    Judgement judged = judge(daily(5), UNSIGNED);

    assertThat(judged.standing().proven()).isEqualTo(Level.BETA);
    assertThat(judged.apart()).isEmpty();
    assertThat(judged.limit()).hasValueSatisfying(why -> assertThat(why).contains("unsigned"));
    assertThat(judge(daily(5), new Trust(Trust.State.UNKNOWN_KEY, "")).standing().proven())
        .isEqualTo(Level.BETA);
  }

  @Test
  void fourRunsOrTooFewDaysAreNotEnough() {
    assertThat(judge(daily(4), SIGNED).record("PROD-8").orElseThrow())
        .satisfies(r -> assertThat(r.result()).isEqualTo(Outcome.MISSING))
        .satisfies(r -> assertThat(r.reason()).contains("4 of 5 green runs in a row, over 3.0"));
    List<Evidence> hourly = new ArrayList<>();
    for (int hour = 20; hour > 0; hour--) {
      hourly.addAll(EvidenceSamples.run("x", NOW.minus(Duration.ofHours(hour)), 'a'));
    }
    assertThat(judge(hourly, SIGNED).record("PROD-8").orElseThrow().reason())
        .contains("20 of 5 green runs in a row, over 0.8 of 3 days");
  }

  /** The defect of PROD-8: a flaky run retried until green. */
  @Test
  void aRunThatWasTriedAgainEndsTheRow() {
    List<Evidence> records = new ArrayList<>(daily(5));
    records.addAll(
        records.size() - 32,
        EvidenceSamples.run("x", NOW.minus(Duration.ofHours(25)), 'a', "integration", 2, true));

    assertThat(judge(records, SIGNED).record("PROD-8").orElseThrow())
        .satisfies(r -> assertThat(r.result()).isEqualTo(Outcome.MISSING))
        .satisfies(r -> assertThat(r.reason()).contains("2 of 5").contains("was attempt 2"));
  }

  @ParameterizedTest
  @CsvSource({"FAILED, BETA-5 failed", "SKIPPED, did not prove BETA-5", "ERROR, BETA-5 error"})
  void aRunThatIsNotGreenEndsTheRow(Outcome outcome, String why) {
    List<Evidence> records = new ArrayList<>(daily(6).subList(0, 4 * 16));
    List<Evidence> bad = EvidenceSamples.run("x", NOW.minus(Duration.ofHours(30)), 'a');
    records.addAll(EvidenceSamples.with(bad, "BETA-5", r -> EvidenceSamples.came(r, outcome)));
    records.addAll(EvidenceSamples.run("x", NOW.minus(Duration.ofHours(1)), 'a'));

    assertThat(judge(records, SIGNED).record("PROD-8").orElseThrow().reason())
        .contains("1 of 5")
        .contains(why);
  }

  @Test
  void runsThatTryLessNeitherCountNorEndTheRow() {
    List<Evidence> records = new ArrayList<>(daily(5));
    records.addAll(
        EvidenceSamples.run("x", NOW.minus(Duration.ofMinutes(9)), 'a', "unit", 1, true));
    records.addAll(
        EvidenceSamples.run("x", NOW.minus(Duration.ofMinutes(8)), 'a', "integration", 1, false));

    assertThat(judge(records, SIGNED).record("PROD-8").orElseThrow().counts())
        .containsEntry("PROD-8.runs", 5L);
  }

  @Test
  void runsOfAnotherBuildOfTheConnectorEndTheRow() {
    List<Evidence> records = new ArrayList<>();
    for (int day = 5; day > 0; day--) {
      records.addAll(
          EvidenceSamples.run("x", NOW.minus(Duration.ofDays(day)), day > 2 ? 'b' : 'a'));
    }

    assertThat(judge(records, SIGNED).record("PROD-8").orElseThrow().reason())
        .contains("2 of 5")
        .contains("another build");
  }

  @Test
  void theLastGreenRunAges() {
    Judgement judged = judge(daily(5), SIGNED, NOW.plus(Duration.ofDays(4)), POLICY);

    assertThat(judged.record("PROD-8").orElseThrow().result()).isEqualTo(Outcome.EXPIRED);
    assertThat(judged.standing().proven()).isEqualTo(Level.BETA);
  }

  @Test
  void ageDemotesWithNothingElseChanged() {
    List<Evidence> records = EvidenceSamples.run("x", NOW, 'a');

    assertThat(judge(records, SIGNED, NOW.plus(Duration.ofDays(30)), POLICY).standing().proven())
        .isEqualTo(Level.BETA);
    Judgement later = judge(records, SIGNED, NOW.plus(Duration.ofDays(31)), POLICY);
    assertThat(later.standing().proven()).isEqualTo(Level.NONE);
    assertThat(later.record("EXP-1").orElseThrow())
        .satisfies(r -> assertThat(r.result()).isEqualTo(Outcome.EXPIRED))
        .satisfies(r -> assertThat(r.reason()).contains("30 days ago, and is good for 30"));
  }

  @Test
  void aFailureNewerThanAPassDemotesAndANewerPassRestores() {
    List<Evidence> records = new ArrayList<>(EvidenceSamples.run("x", NOW.minusSeconds(300), 'a'));
    List<Evidence> bad = EvidenceSamples.run("x", NOW.minusSeconds(200), 'a');
    records.addAll(
        EvidenceSamples.with(bad, "BETA-4", r -> EvidenceSamples.came(r, Outcome.FAILED)));

    assertThat(judge(records, SIGNED).standing().proven()).isEqualTo(Level.EXPERIMENTAL);
    assertThat(judge(records, SIGNED).record("BETA-4").orElseThrow().reason())
        .startsWith("in the run of 2026-11-20T11:56:00Z: ");
    records.addAll(EvidenceSamples.run("x", NOW.minusSeconds(100), 'a'));
    assertThat(judge(records, SIGNED).standing().proven()).isEqualTo(Level.BETA);
  }

  @ParameterizedTest
  @CsvSource({"SKIPPED", "MISSING"})
  void whatWasNotTriedSaysNothingAboutAnEarlierPass(Outcome outcome) {
    List<Evidence> records = new ArrayList<>(EvidenceSamples.run("x", NOW.minusSeconds(300), 'a'));
    List<Evidence> other = EvidenceSamples.run("x", NOW.minusSeconds(200), 'a');
    records.addAll(EvidenceSamples.with(other, "BETA-4", r -> EvidenceSamples.came(r, outcome)));

    assertThat(judge(records, SIGNED).record("BETA-4").orElseThrow().result())
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void aChangedConnectorOrDriverVoidsEverything() {
    List<Evidence> records = EvidenceSamples.run("x", NOW.minusSeconds(300), 'a');
    List<Evidence> rebuilt = frames(EvidenceSamples.subjects("x", 'b', 'e'));
    List<Subject> driver = new ArrayList<>(EvidenceSamples.subjects("x", 'a', 'e'));
    driver.set(0, new Subject("drivers/driver.jar", "9".repeat(64)));

    Judgement judged = judge(records, rebuilt);
    assertThat(judged.standing().proven()).isEqualTo(Level.NONE);
    assertThat(judged.record("EXP-1").orElseThrow().reason()).contains("is void: changed x.jar");
    assertThat(judge(records, frames(driver)).standing().proven()).isEqualTo(Level.NONE);
    List<Subject> more = new ArrayList<>(EvidenceSamples.subjects("x", 'a', 'e'));
    more.addFirst(new Subject("drivers/new.jar", "8".repeat(64)));
    assertThat(judge(records, frames(more)).standing().proven()).isEqualTo(Level.NONE);
  }

  @Test
  void aChangedRuntimeVoidsWhatTheRuntimeDoesAPartOf() {
    List<Evidence> records = EvidenceSamples.run("x", NOW.minusSeconds(300), 'a');
    Judgement judged = judge(records, frames(EvidenceSamples.subjects("x", 'a', '9')));

    assertThat(judged.standing().proven()).isEqualTo(Level.BETA);
    assertThat(judged.apart()).containsExactly("PROD-2", "PROD-3", "PROD-6", "PROD-8");
  }

  @Test
  void aDoubleCarriesNoFurtherThanBeta() {
    List<Evidence> records = new ArrayList<>();
    for (int day = 5; day > 0; day--) {
      EvidenceSamples.run("x", NOW.minus(Duration.ofDays(day)), 'a')
          .forEach(r -> records.add(EvidenceSamples.on(r, "double")));
    }
    assertThat(judge(records, SIGNED).standing().proven()).isEqualTo(Level.BETA);
  }

  @Test
  void aPassOfASuiteThatLackedACheckIsNone() {
    List<Evidence> records =
        EvidenceSamples.run("x", NOW.minusSeconds(300), 'a').stream()
            .map(r -> r.requirement().equals("BETA-4") ? withoutOneCheck(r) : r)
            .toList();

    assertThat(judge(records, SIGNED).record("BETA-4").orElseThrow().result())
        .isEqualTo(Outcome.MISSING);
  }

  @Test
  void evidenceOfATimeToComeDoesNotCount() {
    List<Evidence> records = EvidenceSamples.run("x", NOW.plus(Duration.ofHours(2)), 'a');

    assertThat(judge(records, SIGNED).standing().proven()).isEqualTo(Level.NONE);
  }

  @Test
  void aWaiverIsToleratedAndIsNoPass() {
    List<Evidence> records =
        EvidenceSamples.with(
            EvidenceSamples.run("x", NOW.minusSeconds(300), 'a'),
            "BETA-2",
            r -> EvidenceSamples.came(r, Outcome.MISSING));
    Waiver waiver = new Waiver("BETA-2", "x", "r", "o", LocalDate.parse("2026-12-31"));
    Policy policy = with(waiver);

    Judgement judged = judge(records, SIGNED, NOW, policy);
    assertThat(judged.standing().proven()).isEqualTo(Level.EXPERIMENTAL);
    assertThat(judged.tolerated()).isEqualTo(Level.BETA);
    assertThat(judged.record("BETA-2").orElseThrow().result()).isEqualTo(Outcome.MISSING);
    assertThat(judged.apart()).contains("BETA-2");
    Judgement over = judge(records, SIGNED, Instant.parse("2027-01-01T00:00:00Z"), policy);
    assertThat(over.waivers()).isEmpty();
    assertThat(
            judge(records, SIGNED, NOW, with(new Waiver("BETA-2", "y", "r", "o", waiver.until())))
                .tolerated())
        .as("of another connector")
        .isEqualTo(Level.EXPERIMENTAL);
  }

  private static Policy with(Waiver waiver) {
    return new Policy(
        POLICY.source(),
        POLICY.digest(),
        POLICY.minimums(),
        POLICY.environments(),
        POLICY.recurring(),
        POLICY.maxAges(),
        POLICY.trustedKeys(),
        List.of(waiver));
  }

  private static Evidence withoutOneCheck(Evidence r) {
    List<CheckEvidence> fewer = r.checks().subList(1, r.checks().size());
    return new Evidence(
        r.connector(),
        r.version(),
        r.requirement(),
        r.result(),
        r.reason(),
        fewer,
        r.profile(),
        r.started(),
        r.duration(),
        r.attempt(),
        r.subjects(),
        r.environment(),
        r.services(),
        r.faults(),
        r.counts());
  }

  private static List<Evidence> daily(int runs) {
    List<Evidence> records = new ArrayList<>();
    for (int day = runs; day > 0; day--) {
      records.addAll(EvidenceSamples.run("x", NOW.minus(Duration.ofDays(day)), 'a'));
    }
    return records;
  }

  private static List<Evidence> frames(List<Subject> subjects) {
    List<Evidence> newest =
        EvidenceSamples.run("x", NOW, 'a').stream()
            .map(r ->
                new Evidence(
                    r.connector(),
                    r.version(),
                    r.requirement(),
                    r.result(),
                    r.reason(),
                    r.checks(),
                    r.profile(),
                    r.started(),
                    r.duration(),
                    r.attempt(),
                    subjects,
                    r.environment(),
                    r.services(),
                    r.faults(),
                    r.counts()))
            .toList();
    return Frames.of(CATALOGUE, newest).get("x");
  }

  private static Judgement judge(List<Evidence> records, Trust trust) {
    return judge(records, trust, NOW, POLICY);
  }

  private static Judgement judge(List<Evidence> records, Trust trust, Instant now, Policy policy) {
    return new Judge(CATALOGUE, policy, records, trust, now)
        .of("x", Level.BETA, Frames.of(CATALOGUE, records).get("x"));
  }

  private static Judgement judge(List<Evidence> records, List<Evidence> present) {
    return new Judge(CATALOGUE, POLICY, records, SIGNED, NOW).of("x", Level.BETA, present);
  }
}
