package dpone.certify.audit;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Environment;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stands in for a present run where there is none: the newest jars known, nothing tried. */
public final class Frames {
  private Frames() {}

  /**
   * One untried record for every requirement of every connector, in order of id.
   *
   * @param records recorded evidence, the oldest first
   */
  public static Map<String, List<Evidence>> of(Requirements catalogue, List<Evidence> records) {
    Map<String, Evidence> newest = new TreeMap<>();
    records.forEach(record -> newest.put(record.connector(), record));
    Map<String, List<Evidence>> frames = new LinkedHashMap<>();
    newest.forEach((id, record) ->
        frames.put(
            id,
            catalogue.all().stream().map(requirement -> untried(record, requirement)).toList()));
    return frames;
  }

  private static Evidence untried(Evidence newest, Requirement requirement) {
    return new Evidence(
        newest.connector(),
        newest.version(),
        requirement.id(),
        Outcome.MISSING,
        "no evidence of these jars",
        List.of(),
        newest.profile(),
        newest.started(),
        Duration.ZERO,
        1,
        newest.subjects(),
        // No run: what is only looked at is no recurring evidence.
        new Environment("", false, "", "", "", "", "", ""),
        List.of(),
        List.of(),
        Map.of());
  }
}
