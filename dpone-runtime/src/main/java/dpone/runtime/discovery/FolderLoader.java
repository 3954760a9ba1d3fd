package dpone.runtime.discovery;

import dpone.runtime.discovery.ProviderScan.Provided;
import dpone.spi.SpiVersion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns one folder into connectors, or into what is wrong with it. */
final class FolderLoader {
  private static final String PROVIDER = "CONNECTOR_PROVIDER";

  private final Hosting hosting;
  private final List<FoundConnector> found = new ArrayList<>();
  private final List<BrokenConnector> broken = new ArrayList<>();
  private final List<Closeable> resources = new ArrayList<>();

  FolderLoader(Hosting hosting) {
    this.hosting = hosting;
  }

  List<FoundConnector> found() {
    return found;
  }

  List<BrokenConnector> broken() {
    return broken;
  }

  List<Closeable> resources() {
    return resources;
  }

  void load(ConnectorFolder folder) {
    Optional<List<JarFacts>> facts = facts(folder);
    if (facts.isEmpty()) {
      return;
    }
    try {
      List<Path> drivers = folder.driverJars();
      Enclosure shared = enclose(folder, drivers);
      ProviderScan scan = ProviderScan.of(shared);
      scan.broken().forEach(what -> broken(folder, what));
      if (scan.good().isEmpty() && scan.broken().isEmpty()) {
        throw new RefusedException(
            folder,
            folder.origin(),
            "CONNECTOR_NO_PROVIDER",
            folder.origin() + " provides no " + dpone.spi.Connector.class.getName(),
            "declare it with `provides` in module-info and in META-INF/services");
      }
      SpiVersion version = oldest(facts.get());
      for (Provided provided : scan.good()) {
        add(folder, provided, shared, drivers, version);
      }
    } catch (RefusedException e) {
      broken.add(e.broken());
    } catch (IOException e) {
      broken.add(unreadable(folder, folder.origin(), e));
    }
  }

  /** What the jars say about themselves; empty when any of them must not be loaded. */
  private Optional<List<JarFacts>> facts(ConnectorFolder folder) {
    int before = broken.size();
    List<JarFacts> facts = new ArrayList<>();
    for (Path jar : folder.jars()) {
      try {
        JarFacts fact = JarFacts.read(jar);
        fact.refusal(folder.name()).ifPresent(broken::add);
        facts.add(fact);
      } catch (IOException | SecurityException e) {
        broken.add(unreadable(folder, jar, e));
      }
    }
    return broken.size() == before ? Optional.of(facts) : Optional.empty();
  }

  private Enclosure enclose(ConnectorFolder folder, List<Path> drivers)
      throws RefusedException, IOException {
    Enclosure enclosure = hosting.enclose(folder, drivers);
    resources.addAll(enclosure.resources());
    return enclosure;
  }

  private void add(
      ConnectorFolder folder,
      Provided provided,
      Enclosure shared,
      List<Path> sharedDrivers,
      SpiVersion version)
      throws RefusedException, IOException {
    String id = provided.descriptor().id();
    List<Path> own = folder.driverJars(id);
    if (own.isEmpty()) {
      found.add(connector(folder, provided, shared, sharedDrivers, version));
      return;
    }
    List<Path> drivers = Stream.concat(sharedDrivers.stream(), own.stream()).sorted().toList();
    Enclosure apart = enclose(folder, drivers);
    Optional<Provided> again =
        ProviderScan.of(apart).good().stream()
            .filter(p -> p.descriptor().id().equals(id))
            .findFirst();
    if (again.isPresent()) {
      found.add(connector(folder, again.get(), apart, drivers, version));
    } else {
      broken(folder, "connector " + id + " cannot be created a second time");
    }
  }

  private static FoundConnector connector(
      ConnectorFolder folder,
      Provided provided,
      Enclosure enclosure,
      List<Path> drivers,
      SpiVersion version) {
    List<ConnectorJar> jars =
        Stream.concat(
                folder.jars().stream().map(jar -> new ConnectorJar(jar, false)),
                drivers.stream().map(jar -> new ConnectorJar(jar, true)))
            .toList();
    return new FoundConnector(
        provided.connector(),
        provided.descriptor(),
        new Guard(provided.descriptor().id(), enclosure.loader()),
        new FoundConnector.Origin(folder, enclosure.drivers(), enclosure.loader(), jars, version));
  }

  private static SpiVersion oldest(List<JarFacts> facts) {
    return facts.stream()
        .flatMap(fact -> fact.version().stream())
        .min(SpiVersion::compareTo)
        .orElse(SpiVersion.CURRENT);
  }

  private void broken(ConnectorFolder folder, String what) {
    broken.add(
        BrokenConnector.at(
            folder.name(),
            folder.origin(),
            PROVIDER,
            folder.origin() + ": " + what,
            "report this to the connector's author; a provider must be created without its drivers"
                + " (rule CON-1)"));
  }

  static BrokenConnector unreadable(ConnectorFolder folder, Path path, Exception problem) {
    String why = problem.getMessage();
    return BrokenConnector.at(
        folder.name(),
        path,
        "CONNECTOR_UNREADABLE",
        path + " cannot be read: " + (why == null ? problem.getClass().getSimpleName() : why),
        "copy it again, or remove it");
  }
}
