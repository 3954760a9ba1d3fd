package dpone.certify.level;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class StandingTest {
  private static final Requirements CATALOGUE = Requirements.load();

  @Example
  void nothingTriedIsNothingProven() {
    Standing standing = Standing.of(CATALOGUE, Level.PRODUCTION_CERTIFIED, List.of());

    assertThat(standing.proven()).isEqualTo(Level.NONE);
    assertThat(standing.lacking()).containsExactly("EXP-1", "EXP-2", "EXP-3", "EXP-4");
  }

  @Example
  void allPassedIsProductionCertifiedAndTheLowerOfClaimAndProofCounts() {
    List<Evidence> all = all(Outcome.PASSED, "real");

    assertThat(Standing.of(CATALOGUE, Level.PRODUCTION_CERTIFIED, all).level())
        .isEqualTo(Level.PRODUCTION_CERTIFIED);
    assertThat(Standing.of(CATALOGUE, Level.BETA, all).level()).isEqualTo(Level.BETA);
    assertThat(Standing.of(CATALOGUE, Level.BETA, all).proven())
        .isEqualTo(Level.PRODUCTION_CERTIFIED);
  }

  @Example
  void aDoubleCarriesNoFurtherThanBeta() {
    assertThat(Standing.of(CATALOGUE, Level.BETA, all(Outcome.PASSED, "double")).proven())
        .isEqualTo(Level.BETA);
  }

  @Example
  void whatDoesNotApplyHoldsNothingBack() {
    List<Evidence> records = all(Outcome.PASSED, "real");
    records.replaceAll(r ->
        r.requirement().equals("BETA-4")
            ? record(r.requirement(), Outcome.NOT_APPLICABLE, "real")
            : r);

    assertThat(Standing.of(CATALOGUE, Level.BETA, records).proven())
        .isEqualTo(Level.PRODUCTION_CERTIFIED);
  }

  @Property(tries = 300)
  void aLevelIsProvenOnlyIfAllOfItsRequirementsPassed(@ForAll("results") List<Outcome> results) {
    List<Evidence> records = new ArrayList<>();
    for (int i = 0; i < CATALOGUE.all().size(); i++) {
      records.add(record(CATALOGUE.all().get(i).id(), results.get(i), "real"));
    }

    Standing standing = Standing.of(CATALOGUE, Level.PRODUCTION_CERTIFIED, records);

    for (int i = 0; i < CATALOGUE.all().size(); i++) {
      Requirement requirement = CATALOGUE.all().get(i);
      boolean met = results.get(i) == Outcome.PASSED || results.get(i) == Outcome.NOT_APPLICABLE;
      if (requirement.level().compareTo(standing.proven()) <= 0) {
        assertThat(met).as(requirement.id()).isTrue();
      }
    }
    assertThat(standing.lacking().isEmpty())
        .isEqualTo(standing.proven() == Level.PRODUCTION_CERTIFIED);
  }

  @Provide
  Arbitrary<List<Outcome>> results() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(20, Arbitraries.just(Outcome.PASSED)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(Outcome.class)))
        .list()
        .ofSize(CATALOGUE.all().size());
  }

  private static List<Evidence> all(Outcome outcome, String kind) {
    List<Evidence> records = new ArrayList<>();
    CATALOGUE.all().forEach(r -> records.add(record(r.id(), outcome, kind)));
    return records;
  }

  private static Evidence record(String requirement, Outcome outcome, String kind) {
    return new Evidence(
        "x",
        "1",
        requirement,
        outcome,
        "",
        List.of(),
        "integration",
        Instant.EPOCH,
        Duration.ZERO,
        1,
        List.of(),
        new Environment("run", true, "", "", "1", "0", "jdk", "os"),
        List.of(new ServiceUse("system", kind, "1")),
        List.of(),
        Map.of());
  }
}
