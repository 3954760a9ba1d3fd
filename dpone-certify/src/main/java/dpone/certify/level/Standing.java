package dpone.certify.level;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector stands.
 *
 * @param claimed the level that its descriptor claims
 * @param proven the highest level all of whose applicable requirements passed
 * @param lacking ids of the requirements that keep it from the level after the proven one
 */
public record Standing(Level claimed, Level proven, List<String> lacking) {
  /** Copies the list. */
  public Standing {
    lacking = List.copyOf(lacking);
  }

  /** The lower of the two: the level that counts. */
  public Level level() {
    return claimed.compareTo(proven) < 0 ? claimed : proven;
  }

  /**
   * Computes it.
   *
   * @param catalogue what each level needs
   * @param claimed the level claimed
   * @param records evidence of one connector; a requirement without a record counts as missing
   */
  public static Standing of(Requirements catalogue, Level claimed, List<Evidence> records) {
    Map<String, Evidence> byRequirement =
        records.stream()
            .collect(Collectors.toMap(Evidence::requirement, Function.identity(), (a, b) -> b));
    Level proven = Level.NONE;
    List<String> lacking = new ArrayList<>();
    for (Level level : Level.values()) {
      if (level == Level.NONE) {
        continue;
      }
      for (Requirement requirement : catalogue.all()) {
        if (requirement.level().compareTo(level) <= 0
            && !met(byRequirement.get(requirement.id()), level)) {
          lacking.add(requirement.id());
        }
      }
      if (!lacking.isEmpty()) {
        break;
      }
      proven = level;
    }
    return new Standing(claimed, proven, lacking);
  }

  private static boolean met(@Nullable Evidence evidence, Level level) {
    if (evidence == null) {
      return false;
    }
    if (evidence.result() == Outcome.NOT_APPLICABLE) {
      return true;
    }
    // A double can carry a connector to beta and no further.
    boolean byDouble = evidence.services().stream().anyMatch(s -> s.kind().equals("double"));
    return evidence.result() == Outcome.PASSED
        && !(byDouble && level == Level.PRODUCTION_CERTIFIED);
  }
}
