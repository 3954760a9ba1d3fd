package dpone.certify.run;

import dpone.certify.catalogue.Check;
import dpone.spi.certify.Profile;
import java.nio.file.Path;
import java.util.List;

/**
 * What to certify and how.
 *
 * @param dist the distribution
 * @param plugins further connectors: jars or folders
 * @param connectors ids to certify; empty means all
 * @param profile the widest profile to run; each includes those before it
 * @param requirements ids of requirements or of single checks to try; empty means all
 * @param recorded nothing is tried: only what is recorded counts
 */
public record RunSettings(
    Path dist,
    List<Path> plugins,
    List<String> connectors,
    Profile profile,
    List<String> requirements,
    boolean recorded) {
  /** One that tries something. */
  public RunSettings(
      Path dist,
      List<Path> plugins,
      List<String> connectors,
      Profile profile,
      List<String> requirements) {
    this(dist, plugins, connectors, profile, requirements, false);
  }

  /** Copies the lists. */
  public RunSettings {
    requirements = List.copyOf(requirements);
    plugins = List.copyOf(plugins);
    connectors = List.copyOf(connectors);
  }

  boolean wants(Check check) {
    return !recorded && (requirements.isEmpty() || asksFor(check));
  }

  /** Whether everything that the profile includes is tried. */
  boolean whole() {
    return !recorded && requirements.isEmpty();
  }

  private boolean asksFor(Check check) {
    return requirements.stream()
        .anyMatch(
            id -> id.equalsIgnoreCase(check.requirement()) || id.equalsIgnoreCase(check.id()));
  }

  boolean selects(String connector) {
    return connectors.isEmpty() || connectors.contains(connector);
  }
}
