package dpone.certify.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class CombinedTest {
  @ParameterizedTest
  @CsvSource({
    "PASSED FAILED ERROR MISSING SKIPPED NOT_APPLICABLE, FAILED",
    "PASSED ERROR MISSING SKIPPED, ERROR",
    "PASSED MISSING SKIPPED NOT_APPLICABLE, MISSING",
    "PASSED SKIPPED, SKIPPED",
    "PASSED NOT_APPLICABLE, PASSED",
    "NOT_APPLICABLE NOT_APPLICABLE, NOT_APPLICABLE",
  })
  void theWorstCheckDecides(String checks, Outcome expected) {
    assertThat(
            Combined.of(
                    Stream.of(checks.split(" ")).map(name -> check(Outcome.valueOf(name))).toList())
                .result())
        .isEqualTo(expected);
  }

  @Test
  void aRequirementWithoutAnyCheckIsMissing() {
    assertThat(Combined.of(List.of()).result()).isEqualTo(Outcome.MISSING);
  }

  @Test
  void aPassHasNoReasonAndTheSameReasonIsSaidOnce() {
    assertThat(Combined.of(List.of(check(Outcome.PASSED))).reason()).isEmpty();
    assertThat(
            Combined.of(
                    List.of(
                        new CheckEvidence("X-1.a", Outcome.FAILED, "why", List.of(), Duration.ZERO),
                        new CheckEvidence("X-1.b", Outcome.FAILED, "why", List.of(), Duration.ZERO),
                        new CheckEvidence("X-1.c", Outcome.PASSED, "ok", List.of(), Duration.ZERO)))
                .reason())
        .isEqualTo("a, b: why");
  }

  private static CheckEvidence check(Outcome outcome) {
    return new CheckEvidence("X-1.check", outcome, "reason", List.of(), Duration.ZERO);
  }
}
