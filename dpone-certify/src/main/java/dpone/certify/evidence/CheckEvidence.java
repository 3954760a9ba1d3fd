package dpone.certify.evidence;

import java.time.Duration;
import java.util.List;

/**
 * What became of one check.
 *
 * @param check its id in the catalogue
 * @param result the result
 * @param reason what was seen, or why there is no pass; one sentence
 * @param rules SPI rules that it tries
 * @param duration how long it took
 * @param service name and version of the system that it was tried on, empty if it needs none; a
 *     check that was tried on several has a record for each
 */
public record CheckEvidence(
    String check,
    Outcome result,
    String reason,
    List<String> rules,
    Duration duration,
    String service) {
  /** Of a check that was tried on no system. */
  public CheckEvidence(
      String check, Outcome result, String reason, List<String> rules, Duration duration) {
    this(check, result, reason, rules, duration, "");
  }

  /** Copies the list. */
  public CheckEvidence {
    rules = List.copyOf(rules);
  }
}
