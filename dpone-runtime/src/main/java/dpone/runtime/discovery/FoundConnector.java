package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.SpiVersion;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connector that can be used, and what is known about where it came from. Thread-safe; its parts
 * are valid until the registry is closed.
 */
public final class FoundConnector {
  private final ConnectorDescriptor descriptor;
  private final Class<? extends Connector> provider;
  private final Origin origin;
  private final Connector isolated;

  FoundConnector(Connector connector, ConnectorDescriptor descriptor, Guard guard, Origin origin) {
    this.descriptor = descriptor;
    this.provider = connector.getClass();
    this.origin = origin;
    this.isolated = new IsolatedConnector(connector, descriptor, guard, this::requireDrivers);
  }

  /** The connector's id. */
  public String id() {
    return descriptor.id();
  }

  /** What it says about itself; needs no drivers. */
  public ConnectorDescriptor descriptor() {
    return descriptor;
  }

  /**
   * Name of its folder, for a jar dropped alone the jar's name without its ending; empty when it
   * came with the application.
   */
  public Optional<String> folder() {
    return Optional.ofNullable(origin.folder()).map(ConnectorFolder::name);
  }

  /** Its folder, or its jar if that was dropped alone; empty when it came with the application. */
  public Optional<Path> location() {
    return Optional.ofNullable(origin.folder()).map(ConnectorFolder::origin);
  }

  /** Where its drivers belong, whether or not the folder exists. */
  public Optional<Path> driversFolder() {
    return Optional.ofNullable(origin.folder()).map(ConnectorFolder::drivers);
  }

  /** Every jar it is made of, drivers included, in order of path. */
  public List<ConnectorJar> jars() {
    return origin.jars();
  }

  /** The SPI version it was built for. */
  public SpiVersion spiVersion() {
    return origin.spiVersion();
  }

  /** The class that was found; looking at it initializes nothing. */
  public Class<? extends Connector> provider() {
    return provider;
  }

  /** The module that holds the provider; unnamed where the host has no modules. */
  public Module module() {
    return provider.getModule();
  }

  /** The loader set as context loader around every call; sees the drivers. */
  public ClassLoader classLoader() {
    return origin.loader();
  }

  /** The loader that defines the drivers; empty when it came with the application. */
  public Optional<ClassLoader> driversLoader() {
    return Optional.ofNullable(origin.drivers());
  }

  /** Packages that the drivers' loader has defined so far; 0 until a driver is used. */
  public int definedDriverPackages() {
    DriverLoader drivers = origin.drivers();
    return drivers == null ? 0 : drivers.definedPackageCount();
  }

  /** Libraries that it needs and that are not there; looks them up without initializing them. */
  public List<DriverRequirement> missingDrivers() {
    List<DriverRequirement> missing = new ArrayList<>();
    for (DriverRequirement driver : descriptor.drivers()) {
      try {
        Class.forName(driver.probeClass(), false, origin.loader());
      } catch (ClassNotFoundException | LinkageError e) {
        missing.add(driver);
      }
    }
    return missing;
  }

  /**
   * Returns if all drivers are there.
   *
   * @throws DponeException {@code DRIVER_MISSING} with the coordinates and the folder, if not
   */
  public void requireDrivers() {
    List<DriverRequirement> missing = missingDrivers();
    if (missing.isEmpty()) {
      return;
    }
    String coordinates =
        missing.stream().map(DriverRequirement::coordinates).collect(Collectors.joining(", "));
    String where =
        driversFolder().map(Path::toString).orElse("the application's own class or module path");
    throw DponeException.of(
            ErrorCategory.CONFIG,
            "DRIVER_MISSING",
            "connector " + id() + ": driver missing: add " + coordinates + " to " + where)
        .remedy("copy the jars there together with those they depend on")
        .build();
  }

  /** The connector itself, behind the same guard as the methods below. */
  public Connector connector() {
    return isolated;
  }

  /**
   * Opens it as a source.
   *
   * @throws DponeException {@code UNSUPPORTED}, {@code DRIVER_MISSING}, or what the connector says
   */
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return isolated.source(endpoint, context);
  }

  /** Opens it as a sink; errors as for {@link #source}. */
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    return isolated.sink(endpoint, context);
  }

  /** Opens it as a state store; errors as for {@link #source}. */
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    return isolated.state(endpoint, context);
  }

  /** Opens it for change capture; errors as for {@link #source}. */
  public ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    return isolated.changes(endpoint, context);
  }

  /** An optional power of the connector as a whole; needs its drivers. */
  public <T> Optional<T> capability(Class<T> type) {
    return isolated.capability(type);
  }

  @Override
  public String toString() {
    return id() + location().map(path -> " (" + path + ")").orElse("");
  }

  /**
   * Where a connector came from.
   *
   * @param folder null when it came with the application
   * @param drivers null when it came with the application
   */
  record Origin(
      @Nullable ConnectorFolder folder,
      @Nullable DriverLoader drivers,
      ClassLoader loader,
      List<ConnectorJar> jars,
      SpiVersion spiVersion) {
    Origin {
      jars = List.copyOf(jars);
    }
  }
}
