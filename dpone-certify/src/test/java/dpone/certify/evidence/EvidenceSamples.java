package dpone.certify.evidence;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Records for tests: whole runs, as a certification leaves them. */
public final class EvidenceSamples {
  private static final Requirements CATALOGUE = Requirements.load();

  private EvidenceSamples() {}

  /** A run of a connector whose jars have a digest made of that letter; everything passed. */
  public static List<Evidence> run(String connector, Instant started, char digest) {
    return run(connector, started, digest, "integration", 1, true);
  }

  /** A run with everything that a run can differ in; everything passed. */
  public static List<Evidence> run(
      String connector, Instant started, char digest, String profile, int attempt, boolean whole) {
    List<Evidence> records = new ArrayList<>();
    for (Requirement requirement : CATALOGUE.all()) {
      if (!requirement.id().equals("PROD-8")) {
        records.add(record(connector, requirement, started, digest, profile, attempt, whole));
      }
    }
    return records;
  }

  /** The same run, one requirement of it changed. */
  public static List<Evidence> with(
      List<Evidence> run, String requirement, UnaryOperator<Evidence> change) {
    return run.stream()
        .map(r -> r.requirement().equals(requirement) ? change.apply(r) : r)
        .toList();
  }

  /** A record whose checks all came out that way. */
  public static Evidence came(Evidence record, Outcome outcome) {
    List<CheckEvidence> checks =
        record.checks().stream()
            .map(c ->
                new CheckEvidence(c.check(), outcome, "seen", c.rules(), c.duration(), c.service()))
            .toList();
    return copy(record, outcome, Combined.of(checks).reason(), checks, record.services());
  }

  /** A record that another kind of service took part in. */
  public static Evidence on(Evidence record, String kind) {
    return copy(
        record,
        record.result(),
        record.reason(),
        record.checks(),
        List.of(new ServiceUse("system", kind, "1")));
  }

  /** A record about other bytes. */
  public static Evidence about(Evidence r, List<Subject> subjects) {
    return new Evidence(
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
        r.counts());
  }

  private static Evidence copy(
      Evidence r,
      Outcome outcome,
      String reason,
      List<CheckEvidence> checks,
      List<ServiceUse> services) {
    return new Evidence(
        r.connector(),
        r.version(),
        r.requirement(),
        outcome,
        reason,
        checks,
        r.profile(),
        r.started(),
        r.duration(),
        r.attempt(),
        r.subjects(),
        r.environment(),
        services,
        r.faults(),
        r.counts());
  }

  private static Evidence record(
      String connector,
      Requirement requirement,
      Instant started,
      char digest,
      String profile,
      int attempt,
      boolean whole) {
    List<CheckEvidence> checks =
        requirement.checks().stream()
            .map(check ->
                new CheckEvidence(
                    check.id(),
                    Outcome.PASSED,
                    "held \"so\"\tand\u0001 so é",
                    check.rules(),
                    Duration.ofMillis(7),
                    "system 1"))
            .toList();
    return new Evidence(
        connector,
        "1.0",
        requirement.id(),
        Outcome.PASSED,
        "",
        checks,
        profile,
        started,
        Duration.ofMillis(12),
        attempt,
        subjects(connector, digest, 'e'),
        new Environment(
            started + "-" + connector, whole, "", "0".repeat(64), "1", "f".repeat(64), "jdk", "os"),
        List.of(new ServiceUse("system", "real", "1")),
        List.of(new Fault(requirement.id() + ".x", "halt", "after-commit", 1)),
        Map.of("rows", 12L));
  }

  /** Subjects of a connector. */
  public static List<Subject> subjects(String connector, char digest, char runtime) {
    return List.of(
        new Subject("drivers/driver.jar", "d".repeat(64)),
        new Subject(connector + ".jar", String.valueOf(digest).repeat(64)),
        new Subject("dpone-spi", "e".repeat(64)),
        new Subject("dpone-runtime", String.valueOf(runtime).repeat(64)));
  }
}
