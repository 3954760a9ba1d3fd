package dpone.certify.report;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.policy.PolicyReader;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runs of a connector as a report tells of them. */
@Tag("unit")
class HistoryTest {
  private static final Requirements CATALOGUE = Requirements.load();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void theLevelAfterEachRunIsWhatWasProvenThen() {
    List<Evidence> recorded = new ArrayList<>();
    for (int day = 7; day >= 1; day--) {
      recorded.addAll(run(day));
    }
    List<Evidence> failing =
        EvidenceSamples.with(run(0), "BETA-3", r -> EvidenceSamples.came(r, Outcome.FAILED));

    History history = History.of(judge(recorded), "x", Level.BETA, failing);

    assertThat(history.runs())
        .extracting(PastRun::proven)
        .containsExactly(
            Level.EXPERIMENTAL,
            Level.PRODUCTION_CERTIFIED,
            Level.PRODUCTION_CERTIFIED,
            Level.PRODUCTION_CERTIFIED,
            Level.BETA,
            Level.BETA,
            Level.BETA,
            Level.BETA);
    PastRun newest = history.runs().getFirst();
    assertThat(newest.present()).isTrue();
    assertThat(newest.started()).isEqualTo(NOW);
    assertThat(newest.count(Outcome.FAILED)).isOne();
    assertThat(newest.count(Outcome.PASSED)).isEqualTo(15);
    assertThat(history.runs().subList(1, 8)).noneMatch(PastRun::present);
  }

  @Test
  void otherJarsAreToldApartAndAnotherConnectorsRunsAreNotShown() {
    List<Evidence> recorded = new ArrayList<>();
    recorded.addAll(EvidenceSamples.run("y", NOW.minus(Duration.ofDays(3)), 'a'));
    recorded.addAll(EvidenceSamples.run("x", NOW.minus(Duration.ofDays(2)), 'b'));
    recorded.addAll(run(1));

    History history = History.of(judge(recorded), "x", Level.BETA, run(0));

    assertThat(history.runs()).extracting(PastRun::sameBytes).containsExactly(true, true, false);
  }

  @Test
  void onlyTheNewestAreShownAndTheOthersCounted() {
    List<Evidence> recorded = new ArrayList<>();
    for (int day = 40; day >= 1; day--) {
      recorded.addAll(run(day));
    }

    History history = History.of(judge(recorded), "x", Level.BETA, run(0));

    assertThat(history.runs()).hasSize(History.SHOWN);
    assertThat(history.earlier()).isEqualTo(41 - History.SHOWN);
    assertThat(History.of(judge(recorded), "z", Level.BETA, List.of())).isEqualTo(History.NONE);
  }

  private static List<Evidence> run(int daysAgo) {
    return EvidenceSamples.run("x", NOW.minus(Duration.ofDays(daysAgo)), 'a');
  }

  private static Judge judge(List<Evidence> recorded) {
    return new Judge(
        CATALOGUE,
        PolicyReader.builtIn(CATALOGUE),
        recorded,
        new Trust(Trust.State.SIGNED, "k".repeat(64)),
        NOW);
  }
}
