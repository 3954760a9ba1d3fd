package dpone.certify.report;

import dpone.certify.evidence.Outcome;
import dpone.certify.level.Standing;
import dpone.spi.Role;
import dpone.spi.certify.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Every connector with what is proven of it.
 *
 * @param profile the profile that ran
 * @param connectors rows, those of the certification page first and in its order
 * @param missing ids of the listed connectors that this build does not have
 * @param broken what was found and could not be used, one line each
 * @param passed whether no requirement failed and nothing that was found is broken
 */
public record Matrix(
    String profile,
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
   * A connector.
   *
   * @param id stable id
   * @param name name for people
   * @param version its own version, empty if this build does not have it
   * @param present whether this build has it
   * @param roles what it can be used as
   * @param standing claimed and proven level
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
      String nextStep,
      List<Cell> requirements) {
    /** Copies the collections. */
    public Row {
      roles = Set.copyOf(roles);
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
   */
  public record Cell(
      String id, Level level, Outcome result, String reason, String serviceKind, long ageDays) {}
}
