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
 */
public record CheckEvidence(
    String check, Outcome result, String reason, List<String> rules, Duration duration) {
  /** Copies the list. */
  public CheckEvidence {
    rules = List.copyOf(rules);
  }
}
