package dpone.certify.report;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.level.Judgement;
import dpone.certify.level.Standing;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What brings a connector to the level after the one that is proven. */
public final class NextStep {
  private NextStep() {}

  /** One sentence. */
  public static String of(Requirements catalogue, Judgement judgement) {
    Standing standing = judgement.standing();
    if (standing.lacking().isEmpty()) {
      return standing.proven() == Level.PRODUCTION_CERTIFIED
          ? "Keep the evidence fresh."
          : "For production-certified: record the runs in a ledger that a trusted key signs.";
    }
    Map<Outcome, List<String>> byResult = new EnumMap<>(Outcome.class);
    for (String id : standing.lacking()) {
      Outcome outcome = judgement.record(id).map(Evidence::result).orElse(Outcome.MISSING);
      byResult.computeIfAbsent(group(outcome), any -> new ArrayList<>()).add(named(catalogue, id));
    }
    Level next =
        Stream.of(Level.values())
            .filter(level -> level.compareTo(standing.proven()) > 0)
            .findFirst()
            .orElse(standing.proven());
    List<String> steps = new ArrayList<>();
    add(steps, "correct", byResult.get(Outcome.FAILED));
    add(steps, "run", byResult.get(Outcome.SKIPPED));
    add(steps, "run again", byResult.get(Outcome.EXPIRED));
    add(steps, "prove", byResult.get(Outcome.MISSING));
    return "For " + next.text() + ": " + String.join("; ", steps) + ".";
  }

  private static Outcome group(Outcome outcome) {
    return switch (outcome) {
      case FAILED, ERROR -> Outcome.FAILED;
      case SKIPPED -> Outcome.SKIPPED;
      case EXPIRED -> Outcome.EXPIRED;
      case MISSING, NOT_APPLICABLE, PASSED -> Outcome.MISSING;
    };
  }

  private static String named(Requirements catalogue, String id) {
    return id
        + " ("
        + catalogue.find(id).map(Requirement::text).map(NextStep::bare).orElse("")
        + ")";
  }

  private static void add(List<String> steps, String verb, @Nullable List<String> ids) {
    if (ids != null) {
      steps.add(verb + " " + String.join(", ", ids));
    }
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
