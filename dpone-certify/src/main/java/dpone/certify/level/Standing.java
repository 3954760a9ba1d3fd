package dpone.certify.level;

import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    return of(catalogue, claimed, Level.PRODUCTION_CERTIFIED, records, Set.of());
  }

  /**
   * Computes it.
   *
   * @param catalogue what each level needs
   * @param claimed the level claimed
   * @param most the highest level that this evidence may carry to, whatever it says
   * @param records evidence of one connector; a requirement without a record counts as missing
   * @param tolerated requirements whose lack is overlooked
   */
  static Standing of(
      Requirements catalogue,
      Level claimed,
      Level most,
      List<Evidence> records,
      Set<String> tolerated) {
    Level proven = Level.NONE;
    for (Level level : Arrays.asList(Level.values()).subList(1, Level.values().length)) {
      List<String> lacking =
          lacking(catalogue, level, records).stream()
              .filter(id -> !tolerated.contains(id))
              .toList();
      if (!lacking.isEmpty()) {
        return new Standing(claimed, proven, lacking);
      }
      if (level.compareTo(most) > 0) {
        break;
      }
      proven = level;
    }
    return new Standing(claimed, proven, List.of());
  }

  /** Ids of the requirements that keep a connector from that level, in the catalogue's order. */
  static List<String> lacking(Requirements catalogue, Level level, List<Evidence> records) {
    Map<String, Evidence> byRequirement =
        records.stream()
            .collect(Collectors.toMap(Evidence::requirement, Function.identity(), (a, b) -> b));
    List<String> lacking = new ArrayList<>();
    for (Requirement requirement : catalogue.all()) {
      if (requirement.level().compareTo(level) <= 0
          && !met(byRequirement.get(requirement.id()), level)) {
        lacking.add(requirement.id());
      }
    }
    return lacking;
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
