package dpone.certify.report;

import dpone.certify.evidence.Outcome;
import dpone.certify.level.Standing;
import dpone.certify.policy.Waiver;
import dpone.spi.Role;
import dpone.spi.certify.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every connector with what is proven of it.
 *
 * @param profile the profile that ran
 * @param recorded the ledger that it rests on
 * @param policy what it was judged by
 * @param connectors rows, those of the certification page first and in its order
 * @param missing ids of the listed connectors that this build does not have
 * @param broken what was found and could not be used, one line each
 * @param passed whether no requirement failed and nothing that was found is broken
 */
public record Matrix(
    String profile,
    Recorded recorded,
    Judged policy,
    List<Row> connectors,
    List<String> missing,
    List<String> broken,
    boolean passed) {
  /** Copies the lists. */
  public Matrix {
    connectors = List.copyOf(connectors);
    missing = List.copyOf(missing);
    broken = List.copyOf(broken);
  }

  /**
   * A ledger.
   *
   * @param entries how many it holds, those of the present run included
   * @param head hash of the last one, empty if there is none
   * @param trust how far it is believed, in words
   */
  public record Recorded(long entries, String head, String trust) {}

  /**
   * A policy.
   *
   * @param source its file
   * @param digest SHA-256 of it
   */
  public record Judged(String source, String digest) {}

  /** The same matrix, resting on a ledger that grew. */
  public Matrix resting(Recorded on) {
    return new Matrix(profile, on, policy, connectors, missing, broken, passed);
  }

  /**
   * A connector.
   *
   * @param id stable id
   * @param name name for people
   * @param version its own version, empty if this build does not have it
   * @param present whether this build has it
   * @param roles what it can be used as
   * @param standing claimed and proven level
   * @param tolerated the level that would be reached if what is waived were met
   * @param limit why its evidence cannot carry beyond beta, empty if it can
   * @param apart ids of everything that separates it from production-certified
   * @param nextStep what brings it further
   * @param requirements one entry for every requirement, in the order of the catalogue
   */
  public record Row(
      String id,
      String name,
      String version,
      boolean present,
      Set<Role> roles,
      Standing standing,
      Level tolerated,
      String limit,
      List<String> apart,
      String nextStep,
      List<Cell> requirements) {
    /** Copies the collections. */
    public Row {
      roles = Set.copyOf(roles);
      apart = List.copyOf(apart);
      requirements = List.copyOf(requirements);
    }

    /** Roles in the order of the SPI. */
    public List<String> roleNames() {
      return roles.stream().sorted(Comparator.naturalOrder()).map(Role::text).toList();
    }

    /** Whether nothing of it failed. */
    public boolean passed() {
      return requirements.stream().noneMatch(cell -> cell.result().bad());
    }
  }

  /**
   * A requirement of a connector.
   *
   * @param id of the requirement
   * @param level that needs it
   * @param result what became of it
   * @param reason why; empty for a pass
   * @param serviceKind {@code real}, {@code emulator}, {@code double}, or {@code none} where no
   *     system took part
   * @param ageDays whole days since the evidence was made; -1 where there is none
   * @param waiver the waiver that counts for it; it never changes the result
   */
  public record Cell(
      String id,
      Level level,
      Outcome result,
      String reason,
      String serviceKind,
      long ageDays,
      Optional<Waiver> waiver) {}
}
