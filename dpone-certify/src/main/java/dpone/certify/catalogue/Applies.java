package dpone.certify.catalogue;

import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a check applies: it follows from what a connector can be used for, never from its word.
 *
 * @param roles it needs all of these
 * @param modes it needs all of these load modes
 * @param paged it needs a source that reads page by page
 * @param increments it needs a source that goes on in this way, or null for any
 */
public record Applies(
    Set<Role> roles, Set<LoadMode> modes, boolean paged, @Nullable Increments increments) {
  /** Copies the sets. */
  public Applies {
    roles = Set.copyOf(roles);
    modes = Set.copyOf(modes);
  }

  /** Whether it applies to a connector with these traits. */
  public boolean to(Traits traits) {
    return traits.roles().containsAll(roles)
        && (modes.isEmpty() || traits.modes().isEmpty() || traits.modes().containsAll(modes))
        && (!paged || traits.paged())
        && (increments == null || increments == traits.increments());
  }

  /** The rule in words, for reports. */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (!roles.isEmpty()) {
      parts.add(roles.stream().sorted().map(Role::text).collect(Collectors.joining(" and ")));
    }
    if (!modes.isEmpty()) {
      parts.add(modes.stream().sorted().map(LoadMode::text).collect(Collectors.joining(" and ")));
    }
    if (paged) {
      parts.add("paged sources");
    }
    if (increments != null) {
      parts.add(increments == Increments.BY_CURSOR ? "increments by cursor" : "logs");
    }
    return parts.isEmpty() ? "every connector" : String.join(", ", parts);
  }

  /**
   * What decides about applicability.
   *
   * @param roles of the connector
   * @param modes load modes of its sink; empty when they are not known
   * @param paged whether it reads page by page
   * @param increments how its increments know where to go on
   */
  public record Traits(Set<Role> roles, Set<LoadMode> modes, boolean paged, Increments increments) {
    /** Copies the sets. */
    public Traits {
      roles = Set.copyOf(roles);
      modes = Set.copyOf(modes);
    }
  }
}
