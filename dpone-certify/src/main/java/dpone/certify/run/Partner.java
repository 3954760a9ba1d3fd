package dpone.certify.run;

import dpone.certify.catalogue.ListedConnectors;
import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestSystem;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.Role;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pipelines of a connector lead that only reads: another connector of the distribution,
 * on its own system.
 *
 * @param connector the one that writes
 * @param system its system
 * @param tables looks at what was written
 * @param provision what it was started with
 */
record Partner(FoundConnector connector, TestSystem system, SinkTables tables, Provision provision)
    implements AutoCloseable {
  private static final Set<Role> BOTH = Set.of(Role.SOURCE, Role.SINK);

  /** Finds one and starts its system. */
  @FunctionalInterface
  interface Finder {
    /**
     * Does it.
     *
     * @return empty when no connector that writes has a fixture
     * @throws dpone.certify.kit.UnavailableException when its system cannot be had here
     */
    Optional<Partner> find() throws Exception;
  }

  /** The first in the order of the list that writes and has a fixture. */
  static Finder in(
      Path dist, ConnectorRegistry registry, FoundConnector reader, Services services) {
    List<String> order = ListedConnectors.load().all().stream().map(listed -> listed.id()).toList();
    List<FoundConnector> candidates =
        registry.all().stream()
            .filter(other -> !other.id().equals(reader.id()))
            .filter(other -> other.descriptor().roles().containsAll(BOTH))
            .sorted(Comparator.comparingInt(other -> place(order, other.id())))
            .toList();
    return () -> {
      for (FoundConnector candidate : candidates) {
        Optional<Partner> started = start(dist, candidate, services);
        if (started.isPresent()) {
          return started;
        }
      }
      return Optional.empty();
    };
  }

  private static int place(List<String> order, String id) {
    int place = order.indexOf(id);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static Optional<Partner> start(Path dist, FoundConnector candidate, Services services)
      throws Exception {
    Provision provision = Provision.of(dist, candidate);
    Optional<Fixture> fixture = provision.fixture(candidate.id());
    if (fixture.isPresent()) {
      try {
        TestSystem system = fixture.get().start(services, fixture.get().versions().getFirst());
        if (system.sink().isPresent()) {
          return Optional.of(new Partner(candidate, system, system.sink().get(), provision));
        }
        system.close();
      } catch (Exception absent) {
        provision.close();
        throw absent;
      }
    }
    provision.close();
    return Optional.empty();
  }

  @Override
  public void close() throws Exception {
    try {
      system.close();
    } finally {
      provision.close();
    }
  }
}
