package dpone.certify.evidence;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What follows for a requirement from its checks: the worst of them counts.
 *
 * @param result the result
 * @param reason why; empty for a pass
 */
public record Combined(Outcome result, String reason) {
  private static final List<Outcome> WORST_FIRST =
      List.of(
          Outcome.FAILED,
          Outcome.ERROR,
          Outcome.MISSING,
          Outcome.EXPIRED,
          Outcome.SKIPPED,
          Outcome.PASSED,
          Outcome.NOT_APPLICABLE);

  /** Combines the checks of one requirement. */
  public static Combined of(List<CheckEvidence> checks) {
    Map<Outcome, List<CheckEvidence>> byResult =
        checks.stream()
            .collect(
                Collectors.groupingBy(
                    CheckEvidence::result,
                    () -> new EnumMap<>(Outcome.class),
                    Collectors.toList()));
    Outcome worst =
        byResult.keySet().stream()
            .min(Comparator.comparingInt(WORST_FIRST::indexOf))
            .orElse(Outcome.MISSING);
    return new Combined(worst, worst == Outcome.PASSED ? "" : reasons(byResult, worst));
  }

  private static String reasons(Map<Outcome, List<CheckEvidence>> byResult, Outcome worst) {
    Map<String, String> byReason = new LinkedHashMap<>();
    for (CheckEvidence check : byResult.getOrDefault(worst, List.of())) {
      String name = check.check().substring(check.check().indexOf('.') + 1);
      String on = check.service().isEmpty() ? name : name + " (" + check.service() + ")";
      byReason.merge(check.reason(), on, (a, b) -> a + ", " + b);
    }
    if (worst == Outcome.NOT_APPLICABLE && byReason.size() == 1) {
      return byReason.keySet().iterator().next();
    }
    return byReason.entrySet().stream()
        .map(entry -> entry.getValue() + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }
}
