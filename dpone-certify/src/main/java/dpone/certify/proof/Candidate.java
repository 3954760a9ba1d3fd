package dpone.certify.proof;

import dpone.certify.catalogue.Applies;
import dpone.runtime.discovery.ConnectorJar;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.ConnectorDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A connector on trial.
 *
 * @param found the connector as the runtime found it
 * @param neighbours the other connectors of the run
 * @param traits what decides about applicability
 * @param pages documentation and examples
 * @param fixture what its author gives for the trial
 * @param manifests checks a manifest without a network
 * @param folder a folder of the trial's own
 */
public record Candidate(
    FoundConnector found,
    List<FoundConnector> neighbours,
    Applies.Traits traits,
    Pages pages,
    Optional<FixtureJars> fixture,
    ManifestCheck manifests,
    Path folder) {
  /** Copies the list. */
  public Candidate {
    neighbours = List.copyOf(neighbours);
  }

  /** What the connector says about itself. */
  public ConnectorDescriptor descriptor() {
    return found.descriptor();
  }

  /** Its own jars, without drivers. */
  public List<Path> ownJars() {
    return found.jars().stream().filter(jar -> !jar.driver()).map(ConnectorJar::path).toList();
  }

  /** The jars of its drivers. */
  public List<Path> driverJars() {
    return found.jars().stream().filter(ConnectorJar::driver).map(ConnectorJar::path).toList();
  }

  /** Checks a manifest without a network. */
  @FunctionalInterface
  public interface ManifestCheck {
    /**
     * Parses, validates and binds it.
     *
     * @throws dpone.spi.error.DponeException when it is wrong
     */
    void check(Path manifest);
  }
}
