package dpone.certify.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import dpone.spi.sink.LoadMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The requirement catalogue, read from a resource of this module.
 *
 * @param all in the order of the levels
 */
public record Requirements(List<Requirement> all) {
  /** Copies the list. */
  public Requirements {
    all = List.copyOf(all);
  }

  /** The catalogue of this build. */
  public static Requirements load() {
    JsonNode root = Resources.json("requirements.json");
    List<Requirement> all = new ArrayList<>();
    for (JsonNode node : root.path("requirements")) {
      all.add(requirement(node));
    }
    return new Requirements(all);
  }

  /** The requirement of that id, whatever its case. */
  public Optional<Requirement> find(String id) {
    return all.stream().filter(r -> r.id().equalsIgnoreCase(id)).findFirst();
  }

  /** Every check of every requirement. */
  public List<Check> checks() {
    return all.stream().map(Requirement::checks).flatMap(Collection::stream).toList();
  }

  private static Requirement requirement(JsonNode node) {
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : node.path("checks")) {
      checks.add(check(check));
    }
    return new Requirement(
        Resources.text(node, "id"),
        level(Resources.text(node, "level")),
        Resources.text(node, "text"),
        Resources.text(node, "why"),
        Resources.text(node, "provenBy"),
        Resources.text(node, "whenItFails"),
        Duration.ofDays(node.required("evidenceMaxAgeDays").intValue()),
        checks);
  }

  private static Check check(JsonNode node) {
    return new Check(
        Resources.text(node, "id"),
        Resources.text(node, "title"),
        Profile.valueOf(Resources.text(node, "profile").toUpperCase(Locale.ROOT)),
        applies(node.path("applies")),
        Resources.texts(node, "rules"),
        Resources.text(node, "defect"));
  }

  private static Applies applies(JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String role : Resources.texts(node, "roles")) {
      roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }
    Set<LoadMode> modes = EnumSet.noneOf(LoadMode.class);
    for (String mode : Resources.texts(node, "modes")) {
      modes.add(LoadMode.valueOf(mode.toUpperCase(Locale.ROOT)));
    }
    JsonNode increments = node.path("increments");
    return new Applies(
        roles,
        modes,
        node.path("paged").asBoolean(),
        increments.isMissingNode()
            ? null
            : Increments.valueOf(increments.asText().toUpperCase(Locale.ROOT)));
  }

  /**
   * The level of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Level level(String text) {
    for (Level level : Level.values()) {
      if (level.text().equals(text)) {
        return level;
      }
    }
    throw new IllegalArgumentException("no such level: " + text);
  }
}
