package dpone.certify.level;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.policy.Policy;
import dpone.spi.certify.Profile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * PROD-8, which no run can prove by itself: how many runs in a row were green, and over how long.
 *
 * @param catalogue what a run has to try
 * @param policy how many runs over how many days
 * @param now the present time
 */
record Recurrence(Requirements catalogue, Policy policy, Instant now) {
  /** The requirement that is computed here. */
  static final String ID = "PROD-8";

  /** What one run says. */
  private enum Kind {
    /** Everything that its profile can try was tried and holds. */
    GREEN,
    /** It tried less than a recurring run has to, and found nothing wrong. */
    NO_MATTER,
    /** It ends the row. */
    BREAKS
  }

  /** A run with what is to be said about it. */
  private record Judged(Kind kind, String why, Instant started) {}

  /** A row of green runs. */
  private record Row(List<Instant> runs, String endedBy) {
    Duration span() {
      return runs.isEmpty() ? Duration.ZERO : Duration.between(runs.getLast(), runs.getFirst());
    }
  }

  /**
   * The record of the requirement.
   *
   * @param frame the present run's record of it
   * @param records everything known of the connector, the oldest first
   */
  Evidence of(Evidence frame, List<Evidence> records) {
    Row row = row(records, frame.subjects());
    int runs = policy.recurring().runs();
    Duration span = policy.recurring().span();
    Outcome outcome = Outcome.MISSING;
    String reason = text(row);
    if (row.runs().size() >= runs && row.span().compareTo(span) >= 0) {
      Duration age = Duration.between(row.runs().getFirst(), now);
      Duration most = policy.maxAge(catalogue.find(ID).orElseThrow());
      boolean old = age.compareTo(most) > 0;
      outcome = old ? Outcome.EXPIRED : Outcome.PASSED;
      reason =
          old
              ? "the last green run is " + age.toDays() + " days old, good for " + most.toDays()
              : "";
    }
    return record(frame, row, outcome, reason);
  }

  private Evidence record(Evidence frame, Row row, Outcome outcome, String reason) {
    String seen = outcome == Outcome.PASSED ? text(row) : reason;
    List<CheckEvidence> checks =
        catalogue.find(ID).map(Requirement::checks).orElse(List.of()).stream()
            .map(
                check -> new CheckEvidence(check.id(), outcome, seen, check.rules(), Duration.ZERO))
            .toList();
    return new Evidence(
        frame.connector(),
        frame.version(),
        ID,
        outcome,
        reason,
        checks,
        frame.profile(),
        row.runs().isEmpty() ? frame.started() : row.runs().getFirst(),
        frame.duration(),
        frame.attempt(),
        frame.subjects(),
        frame.environment(),
        List.of(),
        List.of(),
        Map.of(ID + ".runs", (long) row.runs().size(), ID + ".hours", row.span().toHours()));
  }

  private String text(Row row) {
    return row.runs().size()
        + " of "
        + policy.recurring().runs()
        + " green runs in a row, over "
        + days(row.span())
        + " of "
        + policy.recurring().span().toDays()
        + " days"
        + end(row)
        + row.endedBy();
  }

  /** When the days are over that the row has to last, if they are not. */
  private String end(Row row) {
    Duration span = policy.recurring().span();
    return row.runs().isEmpty() || row.span().compareTo(span) >= 0
        ? ""
        : ", which a green run from "
            + row.runs().getLast().plus(span).truncatedTo(ChronoUnit.MINUTES)
            + " on completes";
  }

  private static String days(Duration span) {
    return String.format(Locale.ROOT, "%.1f", span.toMinutes() / (24 * 60.0));
  }

  /** Backwards from the newest run to the first one that is not green. */
  private Row row(List<Evidence> records, List<Subject> subjects) {
    Map<String, List<Evidence>> byRun = new LinkedHashMap<>();
    for (Evidence record : records) {
      if (!record.requirement().equals(ID)) {
        byRun.computeIfAbsent(record.environment().run(), run -> new ArrayList<>()).add(record);
      }
    }
    List<Instant> green = new ArrayList<>();
    for (List<Evidence> run : new ArrayList<>(byRun.values()).reversed()) {
      Judged judged = judge(run, subjects);
      switch (judged.kind()) {
        case GREEN -> green.add(judged.started());
        case NO_MATTER -> {}
        case BREAKS -> {
          return new Row(
              green,
              "; the run of "
                  + judged.started().truncatedTo(ChronoUnit.MINUTES)
                  + " before them "
                  + judged.why());
        }
      }
    }
    return new Row(green, "");
  }

  private Judged judge(List<Evidence> run, List<Subject> subjects) {
    Evidence first = run.getFirst();
    Instant started = first.started();
    if (!Bytes.sameConnector(first, subjects)) {
      return new Judged(Kind.BREAKS, "was of another build of the connector", started);
    }
    for (Evidence record : run) {
      if (record.result().bad()) {
        return new Judged(
            Kind.BREAKS, record.requirement() + " " + record.result().text(), started);
      }
    }
    if (first.attempt() > 1) {
      return new Judged(Kind.BREAKS, "was attempt " + first.attempt(), started);
    }
    Profile profile = Profile.valueOf(first.profile().toUpperCase(Locale.ROOT));
    if (!first.environment().whole() || profile == Profile.UNIT) {
      return new Judged(Kind.NO_MATTER, "", started);
    }
    for (Requirement requirement : catalogue.all()) {
      if (within(requirement, profile) && !holds(requirement, run)) {
        return new Judged(Kind.BREAKS, "did not prove " + requirement.id(), started);
      }
    }
    return new Judged(Kind.GREEN, "", started);
  }

  private static boolean within(Requirement requirement, Profile profile) {
    return !requirement.id().equals(ID)
        && requirement.checks().stream().allMatch((Check check) -> check.within(profile));
  }

  private static boolean holds(Requirement requirement, List<Evidence> run) {
    return run.stream()
        .anyMatch(record ->
            record.requirement().equals(requirement.id())
                && (record.result() == Outcome.PASSED
                    || record.result() == Outcome.NOT_APPLICABLE));
  }
}
