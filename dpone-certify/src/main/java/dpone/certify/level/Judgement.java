package dpone.certify.level;

import dpone.certify.evidence.Evidence;
import dpone.certify.policy.Waiver;
import dpone.spi.certify.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows from all evidence about a connector.
 *
 * @param standing claimed and proven level
 * @param tolerated the level that would be reached if what is waived were met; a gate holds by it,
 *     nothing is proven by it
 * @param records the record that decides for each requirement, in the order of the catalogue
 * @param waivers active ones, by requirement
 * @param apart ids of everything that separates it from production-certified
 * @param limit why no evidence of this ledger can carry beyond beta, if so
 */
public record Judgement(
    Standing standing,
    Level tolerated,
    List<Evidence> records,
    Map<String, Waiver> waivers,
    List<String> apart,
    Optional<String> limit) {
  /** Copies the collections. */
  public Judgement {
    records = List.copyOf(records);
    waivers = Map.copyOf(waivers);
    apart = List.copyOf(apart);
  }

  /** The record that decides for a requirement. */
  public Optional<Evidence> record(String requirement) {
    return records.stream().filter(r -> r.requirement().equals(requirement)).findFirst();
  }

  /** Whether a record is computed from many runs, so that no run by itself makes it. */
  public static boolean computed(Evidence record) {
    return computed(record.requirement());
  }

  /** Whether a requirement is computed from many runs. */
  public static boolean computed(String requirement) {
    return requirement.equals(Recurrence.ID);
  }

  /** Records of a run, those that are computed replaced by what was computed here. */
  public List<Evidence> withComputed(List<Evidence> run) {
    return run.stream()
        .map(record -> computed(record) ? record(record.requirement()).orElse(record) : record)
        .toList();
  }
}
