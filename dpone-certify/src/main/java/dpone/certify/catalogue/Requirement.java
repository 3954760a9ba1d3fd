package dpone.certify.catalogue;

import dpone.spi.certify.Level;
import java.time.Duration;
import java.util.List;

/**
 * One requirement of a level.
 *
 * @param id stable id, such as {@code BETA-3}
 * @param level the level that needs it
 * @param text what it demands
 * @param why why it exists
 * @param provenBy how it is proven
 * @param whenItFails what to look at
 * @param evidenceMaxAge how old its evidence may be
 * @param checks what must hold; met when all that apply passed
 */
public record Requirement(
    String id,
    Level level,
    String text,
    String why,
    String provenBy,
    String whenItFails,
    Duration evidenceMaxAge,
    List<Check> checks) {
  /** Copies the list. */
  public Requirement {
    checks = List.copyOf(checks);
  }

  /** Whether anything of it applies. */
  public boolean appliesTo(Applies.Traits traits) {
    return checks.stream().anyMatch(check -> check.applies().to(traits));
  }
}
