package dpone.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers that schedulers rely on. */
@Tag("unit")
class ExitCodeTest {
  @Test
  void everyCategoryHasItsPromisedCode() {
    Map<ErrorCategory, Integer> promised = new EnumMap<>(ErrorCategory.class);
    promised.put(ErrorCategory.CONFIG, 2);
    promised.put(ErrorCategory.NOT_FOUND, 2);
    promised.put(ErrorCategory.SCHEMA, 2);
    promised.put(ErrorCategory.THROTTLED, 3);
    promised.put(ErrorCategory.TRANSIENT, 3);
    promised.put(ErrorCategory.RESOURCE, 3);
    promised.put(ErrorCategory.QUOTA, 3);
    promised.put(ErrorCategory.AUTHENTICATION, 4);
    promised.put(ErrorCategory.DATA, 1);
    promised.put(ErrorCategory.COMMIT_UNKNOWN, 1);
    promised.put(ErrorCategory.INTERNAL, 1);
    assertThat(promised).containsOnlyKeys(ErrorCategory.values());
    promised.forEach((category, code) -> assertThat(ExitCode.of(category)).isEqualTo(code));
  }

  @Test
  void aFailedRunEndsWithTheCodeOfItsFailure() {
    assertThat(ExitCode.of(receipt(RunStatus.SUCCEEDED, null))).isZero();
    assertThat(ExitCode.of(receipt(RunStatus.FAILED, ErrorCategory.TRANSIENT))).isEqualTo(3);
    assertThat(ExitCode.of(receipt(RunStatus.FAILED, null))).isEqualTo(1);
  }

  @Test
  void whatIsPartlyOrPerhapsPublishedIsAlwaysOne() {
    assertThat(ExitCode.of(receipt(RunStatus.PARTIAL, ErrorCategory.TRANSIENT))).isEqualTo(1);
    assertThat(ExitCode.of(receipt(RunStatus.UNKNOWN, ErrorCategory.CONFIG))).isEqualTo(1);
  }

  @Test
  void ofSeveralCodesTheGravestStays() {
    List<Integer> rising = List.of(0, 3, 2, 4, 1, 130);
    for (int i = 0; i < rising.size(); i++) {
      for (int j = i; j < rising.size(); j++) {
        assertThat(ExitCode.worst(rising.get(i), rising.get(j))).isEqualTo(rising.get(j));
        assertThat(ExitCode.worst(rising.get(j), rising.get(i))).isEqualTo(rising.get(j));
      }
    }
  }

  @Test
  void someOfSeveralRunsArePartial() {
    assertThat(ExitCode.overall(List.of(RunStatus.SUCCEEDED, RunStatus.SUCCEEDED)))
        .isEqualTo(RunStatus.SUCCEEDED);
    assertThat(ExitCode.overall(List.of(RunStatus.FAILED, RunStatus.FAILED)))
        .isEqualTo(RunStatus.FAILED);
    assertThat(ExitCode.overall(List.of(RunStatus.SUCCEEDED, RunStatus.FAILED)))
        .isEqualTo(RunStatus.PARTIAL);
    assertThat(ExitCode.overall(List.of(RunStatus.PARTIAL, RunStatus.UNKNOWN)))
        .isEqualTo(RunStatus.UNKNOWN);
  }

  private static RunReceipt receipt(RunStatus status, @Nullable ErrorCategory category) {
    DponeException failure =
        category == null ? null : DponeException.of(category, "X", "it failed").build();
    return new RunReceipt(
        1,
        status,
        "p",
        null,
        List.of(),
        Instant.EPOCH,
        1,
        1,
        1,
        "UTC",
        Map.of(),
        List.of(),
        null,
        failure);
  }
}
