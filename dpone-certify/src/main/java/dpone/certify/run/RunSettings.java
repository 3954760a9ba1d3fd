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
 */
public record RunSettings(
    Path dist,
    List<Path> plugins,
    List<String> connectors,
    Profile profile,
    List<String> requirements) {
  /** Copies the lists. */
  public RunSettings {
    requirements = List.copyOf(requirements);
    plugins = List.copyOf(plugins);
    connectors = List.copyOf(connectors);
  }

  /** Whether checks of that profile run. */
  boolean includes(Profile wanted) {
    return switch (wanted) {
      case UNIT -> true;
      case INTEGRATION -> profile != Profile.UNIT;
      case INTEGRATION_LIVE -> profile == Profile.INTEGRATION_LIVE;
      case NIGHTLY -> profile == Profile.NIGHTLY;
    };
  }

  boolean wants(Check check) {
    return requirements.isEmpty()
        || requirements.stream()
            .anyMatch(
                id -> id.equalsIgnoreCase(check.requirement()) || id.equalsIgnoreCase(check.id()));
  }

  boolean selects(String connector) {
    return connectors.isEmpty() || connectors.contains(connector);
  }
}
