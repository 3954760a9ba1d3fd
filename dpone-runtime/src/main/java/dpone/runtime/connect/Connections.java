package dpone.runtime.connect;

import dpone.runtime.credential.Redactor;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.OptionValues;
import dpone.runtime.manifest.StateSpec;
import dpone.runtime.service.DevServices;
import dpone.runtime.state.FileStateStore;
import dpone.spi.Endpoint;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Opens the connectors that a manifest names, starting development services where it asks. */
public final class Connections {
  /** What an option in a group of a connection by service begins with, to mean another service. */
  private static final String COMPANION = "service:";

  private static final Path SERVICES = Path.of(".dpone", "services");

  private final ConnectorRegistry registry;
  private final DevServices services;
  private final Redactor redactor;

  /** Connections through that registry; the redactor learns the passwords of services. */
  public Connections(ConnectorRegistry registry, DevServices services, Redactor redactor) {
    this.registry = registry;
    this.services = services;
    this.redactor = redactor;
  }

  /** Opens source, sink and state store; nothing is connected to yet, save services. */
  public PipelineParts open(Manifest manifest, RunEnvironment environment) {
    FoundConnector from = registry.require(manifest.source().type());
    FoundConnector to = registry.require(manifest.sink().type());
    Endpoint sinkEnd =
        new Endpoint(
            options(manifest, to, manifest.sink().connection()), manifest.sink().settings());
    Source source = source(manifest, environment);
    Sink sink = to.sink(sinkEnd, environment.context(to.id()));
    boolean changing =
        manifest.source().streams().stream()
            .anyMatch(stream -> stream.strategy().mode() == LoadMode.CDC_APPLY);
    return new PipelineParts(
        source,
        changing ? changes(manifest, environment) : null,
        sink,
        state(manifest, environment),
        identity(from, manifest.source().connection()),
        identity(to, manifest.sink().connection()));
  }

  /** Opens the source alone. */
  public Source source(Manifest manifest, RunEnvironment environment) {
    FoundConnector from = registry.require(manifest.source().type());
    return from.source(
        new Endpoint(
            options(manifest, from, manifest.source().connection()), manifest.source().settings()),
        environment.context(from.id()));
  }

  /** Opens the change source alone. */
  public ChangeSource changes(Manifest manifest, RunEnvironment environment) {
    FoundConnector from = registry.require(manifest.source().type());
    return from.changes(
        new Endpoint(
            options(manifest, from, manifest.source().connection()), manifest.source().settings()),
        environment.context(from.id()));
  }

  /** Opens the state store alone. */
  public StateStore state(Manifest manifest, RunEnvironment environment) {
    return switch (manifest.state()) {
      case StateSpec.Files files ->
          new FileStateStore(files.folder(), environment.clock(), environment.boundaries());
      case StateSpec.Store store -> {
        FoundConnector connector = registry.require(store.type());
        Endpoint end =
            new Endpoint(options(manifest, connector, store.connection()), store.settings());
        yield connector.state(end, environment.context(connector.id()));
      }
    };
  }

  private Options options(Manifest manifest, FoundConnector connector, ConnectionSpec connection) {
    return switch (connection) {
      case ConnectionSpec.Direct direct -> direct.options();
      case ConnectionSpec.Service service ->
          OptionValues.inGroups(
              connector.descriptor().connection(),
              OptionValues.complete(
                  connector.descriptor().connection(), told(manifest, service), service.given()),
              (name, text) -> companion(manifest, name, text));
    };
  }

  /** What another service tells under an option's name, where that is what the option says. */
  private String companion(Manifest manifest, String name, String text) {
    if (!text.startsWith(COMPANION)) {
      return text;
    }
    Object told =
        services
            .open(text.substring(COMPANION.length()), Map.of(), servicesFolder(manifest))
            .get(name);
    if (told == null) {
      throw DponeException.of(
              ErrorCategory.CONFIG, "SERVICE_COMPANION", text + " does not tell a " + name)
          .at(Place.file(manifest.file().toString(), 0, 0))
          .remedy("name the service that goes with the option, or write the option out")
          .build();
    }
    return told.toString();
  }

  private Map<String, String> told(Manifest manifest, ConnectionSpec.Service service) {
    if (service.init() != null && !Files.isDirectory(service.init())) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "MANIFEST_PATH",
              "connection.init names no folder: " + service.init())
          .at(Place.file(manifest.file().toString(), 0, 0))
          .remedy("correct the path; it is taken from the manifest's folder")
          .build();
    }
    Map<String, String> told = new TreeMap<>();
    services
        .open(service.name(), service.params(), servicesFolder(manifest))
        .forEach((name, value) -> told.put(name, value.toString()));
    // A service makes up its own password; no output of the run may show it either.
    Optional.ofNullable(told.get("password")).map(Secret::of).ifPresent(redactor::add);
    return told;
  }

  private static Path servicesFolder(Manifest manifest) {
    Path folder = manifest.file().toAbsolutePath().getParent();
    return Optional.ofNullable(folder).orElseGet(() -> Path.of("")).resolve(SERVICES);
  }

  /** Names a system for load ids: what the user wrote, since a service's port is never the same. */
  private static String identity(FoundConnector connector, ConnectionSpec connection) {
    return switch (connection) {
      case ConnectionSpec.Direct direct -> connector.id() + direct.options();
      case ConnectionSpec.Service service ->
          connector.id() + "@" + service.name() + service.params() + service.given();
    };
  }
}
