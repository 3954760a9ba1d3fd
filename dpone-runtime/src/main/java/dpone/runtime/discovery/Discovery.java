package dpone.runtime.discovery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass of discovery: plugins first, then folders, then the application's own path. */
final class Discovery {
  private final Hosting hosting;
  private final Map<String, FoundConnector> connectors = new TreeMap<>();
  private final List<BrokenConnector> broken = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Closeable> resources = new ArrayList<>();
  private final Set<Path> visited = new LinkedHashSet<>();

  Discovery(Hosting hosting) {
    this.hosting = hosting;
  }

  void plugins(Collection<Path> plugins) {
    FolderLoader loader = new FolderLoader(hosting);
    for (Path given : plugins) {
      Path plugin = given.toAbsolutePath().normalize();
      try {
        if (ConnectorFolder.isJar(plugin)) {
          load(loader, ConnectorFolder.ofJar(plugin));
        } else if (Files.isDirectory(plugin)) {
          ConnectorFolder folder = ConnectorFolder.ofFolder(plugin);
          if (folder.jars().isEmpty()) {
            all(loader, plugin);
          } else {
            load(loader, folder);
          }
        } else {
          broken.add(notThere(plugin));
        }
      } catch (IOException e) {
        broken.add(unreadable(plugin, e));
      }
    }
    take(loader.found(), Set.of());
    broken.addAll(loader.broken());
    resources.addAll(loader.resources());
  }

  void folders(@Nullable Path connectors) {
    if (connectors == null) {
      return;
    }
    FolderLoader loader = new FolderLoader(hosting);
    Path root = connectors.toAbsolutePath().normalize();
    try {
      all(loader, root);
    } catch (IOException e) {
      broken.add(unreadable(root, e));
    }
    take(loader.found(), Set.copyOf(this.connectors.keySet()));
    broken.addAll(loader.broken());
    resources.addAll(loader.resources());
  }

  void host() {
    HostLoader loader = new HostLoader();
    loader.load(hosting);
    take(loader.found(), Set.copyOf(connectors.keySet()));
    broken.addAll(loader.broken());
  }

  ConnectorRegistry finish() {
    return new ConnectorRegistry(connectors, broken, notes, resources);
  }

  private void all(FolderLoader loader, Path root) throws IOException {
    for (ConnectorFolder folder : ConnectorFolder.in(root)) {
      load(loader, folder);
    }
  }

  private void load(FolderLoader loader, ConnectorFolder folder) {
    if (!visited.add(folder.origin())) {
      return;
    }
    if (folder.jars().isEmpty()) {
      notes.add(folder.origin() + " holds no jar and was passed over");
      return;
    }
    loader.load(folder);
  }

  /** Takes connectors of one rank: the first of an id stays, one of a higher rank before it too. */
  private void take(List<FoundConnector> found, Set<String> taken) {
    for (FoundConnector connector : found) {
      FoundConnector first = connectors.putIfAbsent(connector.id(), connector);
      if (first == null) {
        continue;
      }
      if (taken.contains(connector.id())) {
        notes.add(
            "connector "
                + first.id()
                + " is taken from "
                + from(first)
                + ", not from "
                + from(connector));
      } else {
        broken.add(duplicate(first, connector));
      }
    }
  }

  private static BrokenConnector duplicate(FoundConnector first, FoundConnector second) {
    return new BrokenConnector(
        second.folder().orElse("application"),
        from(second),
        "CONNECTOR_DUPLICATE_ID",
        "connector "
            + second.id()
            + " of "
            + from(second)
            + " is passed over: "
            + from(first)
            + " has the same id",
        "remove one of them");
  }

  private static String from(FoundConnector connector) {
    return connector.location().map(Path::toString).orElse("the application's path");
  }

  private static BrokenConnector notThere(Path plugin) {
    return BrokenConnector.at(
        plugin.getFileName() == null ? plugin.toString() : plugin.getFileName().toString(),
        plugin,
        "CONNECTOR_UNREADABLE",
        plugin + " is neither a jar nor a folder",
        "name a connector's jar, or the folder that holds it");
  }

  private static BrokenConnector unreadable(Path path, IOException problem) {
    return BrokenConnector.at(
        String.valueOf(path.getFileName()),
        path,
        "CONNECTOR_UNREADABLE",
        path + " cannot be read: " + problem,
        "check its permissions");
  }
}
