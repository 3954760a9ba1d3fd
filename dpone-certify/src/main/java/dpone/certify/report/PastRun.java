package dpone.certify.report;

import dpone.certify.evidence.Outcome;
import dpone.spi.certify.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run left behind about a connector.
 *
 * @param run the run's own id
 * @param started when its first requirement was tried
 * @param profile the profile that ran
 * @param attempt from 1
 * @param whole whether every requirement was to be tried
 * @param present whether it is the run that makes this report
 * @param sameBytes whether it tried the jars that are here now
 * @param counts how many requirements came out how
 * @param proven the level that was proven once it was over, by the policy and the catalogue of
 *     today
 */
public record PastRun(
    String run,
    Instant started,
    String profile,
    int attempt,
    boolean whole,
    boolean present,
    boolean sameBytes,
    Map<Outcome, Integer> counts,
    Level proven) {
  /** Copies the map. */
  public PastRun {
    Map<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
  }

  /** How many requirements came out in one of these ways. */
  public int count(Outcome... outcomes) {
    int sum = 0;
    for (Outcome outcome : outcomes) {
      sum += counts.getOrDefault(outcome, 0);
    }
    return sum;
  }
}
