package dpone.runtime.discovery;

import dpone.runtime.text.NearestMatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The connectors there are. A connector is found in a folder of the connectors' folder, as a jar
 * dropped there, as a plugin named by the user, or on the application's own path. Immutable and
 * thread-safe; {@link #close} ends all of them.
 */
public final class ConnectorRegistry implements AutoCloseable {
  private final Map<String, FoundConnector> connectors;
  private final List<BrokenConnector> broken;
  private final List<String> notes;
  private final List<Closeable> resources;

  ConnectorRegistry(
      Map<String, FoundConnector> connectors,
      List<BrokenConnector> broken,
      List<String> notes,
      List<Closeable> resources) {
    this.connectors = new TreeMap<>(connectors);
    this.broken = List.copyOf(broken);
    this.notes = List.copyOf(notes);
    this.resources = List.copyOf(resources);
  }

  /**
   * Looks for connectors. Nothing that is wrong with one of them keeps the others from being found.
   *
   * @param connectorsFolder holds one folder, or one jar, for each connector; null or absent means
   *     none
   * @param plugins further jars, folders of a connector, or folders of such folders; they win over
   *     what has the same id elsewhere
   */
  public static ConnectorRegistry load(@Nullable Path connectorsFolder, Collection<Path> plugins) {
    return load(connectorsFolder, plugins, Hosting.current());
  }

  static ConnectorRegistry load(
      @Nullable Path connectorsFolder, Collection<Path> plugins, Hosting hosting) {
    Discovery discovery = new Discovery(hosting);
    discovery.plugins(plugins);
    discovery.folders(connectorsFolder);
    discovery.host();
    return discovery.finish();
  }

  /** All that can be used, in order of id. */
  public List<FoundConnector> all() {
    return List.copyOf(connectors.values());
  }

  /** All that was found and cannot be used. */
  public List<BrokenConnector> broken() {
    return broken;
  }

  /** What a user should know, one sentence each, such as which of two connectors was taken. */
  public List<String> notes() {
    return notes;
  }

  /** The connector of that id. */
  public Optional<FoundConnector> find(String id) {
    return Optional.ofNullable(connectors.get(id));
  }

  /**
   * The connector of that id.
   *
   * @throws DponeException {@code CONNECTOR_NOT_FOUND} with the nearest id and all there are
   */
  public FoundConnector require(String id) {
    FoundConnector connector = connectors.get(id);
    if (connector == null) {
      throw notFound(id);
    }
    return connector;
  }

  private DponeException notFound(String id) {
    StringBuilder message = new StringBuilder("there is no connector ").append(id);
    NearestMatch.of(id, connectors.keySet())
        .ifPresent(near -> message.append("; did you mean ").append(near).append('?'));
    message
        .append("; available: ")
        .append(connectors.isEmpty() ? "none" : String.join(", ", connectors.keySet()));
    String reasons =
        broken.stream()
            .filter(b -> b.name().equals(id) || b.name().startsWith(id + "-"))
            .map(BrokenConnector::oneLine)
            .collect(Collectors.joining("; "));
    if (!reasons.isEmpty()) {
      message.append("; passed over: ").append(reasons);
    }
    return DponeException.of(ErrorCategory.CONFIG, "CONNECTOR_NOT_FOUND", message.toString())
        .remedy(
            "correct the type, or put the connector into the connectors folder"
                + " (`dpone connectors` lists what is there)")
        .build();
  }

  /** Closes the loaders; nothing of a connector may be used afterwards. */
  @Override
  public void close() {
    for (Closeable resource : resources) {
      try {
        resource.close();
      } catch (IOException e) {
        System.getLogger(ConnectorRegistry.class.getName())
            .log(System.Logger.Level.DEBUG, "a connector's jar could not be closed", e);
      }
    }
  }
}
