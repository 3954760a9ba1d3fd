package dpone.runtime.discovery;

import dpone.runtime.discovery.ProviderScan.Provided;
import dpone.spi.Connector;
import dpone.spi.SpiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the connectors that came with the application, on its own class or module path. */
final class HostLoader {
  private static final String NAME = "application";

  private final List<FoundConnector> found = new ArrayList<>();
  private final List<BrokenConnector> broken = new ArrayList<>();
  private final Set<Class<?>> seen = new HashSet<>();

  List<FoundConnector> found() {
    return found;
  }

  List<BrokenConnector> broken() {
    return broken;
  }

  void load(Hosting hosting) {
    for (Iterator<ServiceLoader.Provider<Connector>> providers : hosting.hostProviders()) {
      ProviderScan scan =
          ProviderScan.of(
              providers, this::admit, Integer.MAX_VALUE, HostLoader.class.getClassLoader());
      for (String what : scan.broken()) {
        broken.add(
            new BrokenConnector(
                NAME,
                NAME,
                "CONNECTOR_PROVIDER",
                "on the application's path: " + what,
                "report this to the connector's author, or take it off the path"));
      }
      scan.good().forEach(this::add);
    }
  }

  /** Each provider once, and only if its jar does not name a version that is out of range. */
  private boolean admit(Class<?> type) {
    if (!seen.add(type)) {
      return false;
    }
    Optional<BrokenConnector> refusal = facts(type).flatMap(facts -> facts.refusal(NAME));
    refusal.ifPresent(broken::add);
    return refusal.isEmpty();
  }

  private static Optional<JarFacts> facts(Class<?> type) {
    Optional<Path> jar = DistLocator.jarOf(type).filter(Files::isRegularFile);
    if (jar.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Repackaged into an application's one jar, the entry is gone: that build then vouches for
      // it.
      return Optional.of(JarFacts.read(jar.get())).filter(facts -> facts.declared() != null);
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  private void add(Provided provided) {
    Class<?> type = provided.connector().getClass();
    ClassLoader loader =
        Optional.ofNullable(type.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
    List<ConnectorJar> jars =
        DistLocator.jarOf(type)
            .filter(Files::isRegularFile)
            .map(jar -> List.of(new ConnectorJar(jar, false)))
            .orElse(List.of());
    SpiVersion version = facts(type).flatMap(JarFacts::version).orElse(SpiVersion.CURRENT);
    found.add(
        new FoundConnector(
            provided.connector(),
            provided.descriptor(),
            new Guard(provided.descriptor().id(), loader),
            new FoundConnector.Origin(null, null, loader, jars, version)));
  }
}
