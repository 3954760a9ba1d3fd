package dpone.certify.report;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.level.Standing;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What brings a connector to the level after the one that is proven. */
public final class NextStep {
  private NextStep() {}

  /** One sentence. */
  public static String of(Requirements catalogue, Standing standing, List<Evidence> records) {
    if (standing.lacking().isEmpty()) {
      return "Keep the evidence fresh.";
    }
    List<String> failed = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String id : standing.lacking()) {
      Optional<Evidence> record =
          records.stream().filter(r -> r.requirement().equals(id)).findFirst();
      Outcome outcome = record.map(Evidence::result).orElse(Outcome.MISSING);
      List<String> list = outcome.bad() ? failed : outcome == Outcome.SKIPPED ? skipped : missing;
      list.add(
          id
              + " ("
              + catalogue.find(id).map(Requirement::text).map(NextStep::bare).orElse("")
              + ")");
    }
    Level next =
        Stream.of(Level.values())
            .filter(level -> level.compareTo(standing.proven()) > 0)
            .findFirst()
            .orElse(standing.proven());
    List<String> steps = new ArrayList<>();
    add(steps, "correct", failed);
    add(steps, "run", skipped);
    add(steps, "prove", missing);
    return "For " + next.text() + ": " + String.join("; ", steps) + ".";
  }

  private static void add(List<String> steps, String verb, List<String> ids) {
    if (!ids.isEmpty()) {
      steps.add(verb + " " + String.join(", ", ids));
    }
  }

  private static String bare(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
