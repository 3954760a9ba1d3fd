package dpone.certify.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record of one requirement of one connector in one run; complete by itself.
 *
 * @param connector id
 * @param version the connector's own version, empty if there is no connector
 * @param requirement id
 * @param result what became of it
 * @param reason why; empty only for a pass
 * @param checks what became of each of its checks
 * @param profile the profile of the run
 * @param started when
 * @param duration how long
 * @param attempt from 1; the suite never tries again by itself
 * @param subjects every jar of the connector's folder, drivers included, and of contracts and
 *     runtime
 * @param environment with what
 * @param services systems that were used
 * @param faults faults that were caused, with where they fired
 * @param counts what was counted, by a name that begins with the check's
 */
public record Evidence(
    String connector,
    String version,
    String requirement,
    Outcome result,
    String reason,
    List<CheckEvidence> checks,
    String profile,
    Instant started,
    Duration duration,
    int attempt,
    List<Subject> subjects,
    Environment environment,
    List<ServiceUse> services,
    List<Fault> faults,
    Map<String, Long> counts) {
  /** Copies the collections. */
  public Evidence {
    checks = List.copyOf(checks);
    subjects = List.copyOf(subjects);
    services = List.copyOf(services);
    faults = List.copyOf(faults);
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** The same record with another conclusion. */
  public Evidence concluded(Outcome newResult, String newReason) {
    return new Evidence(
        connector,
        version,
        requirement,
        newResult,
        newReason,
        checks,
        profile,
        started,
        duration,
        attempt,
        subjects,
        environment,
        services,
        faults,
        counts);
  }

  /** When the trial was over. */
  public Instant ended() {
    return started.plus(duration);
  }
}
