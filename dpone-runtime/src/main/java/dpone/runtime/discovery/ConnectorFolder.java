package dpone.runtime.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Jars that share loaders: a folder of connectors, or one jar dropped alone.
 *
 * @param name name of the folder, for a jar its name without the ending
 * @param origin the folder, or the jar
 * @param jars connector and toolkit jars, in order of name
 * @param drivers folder of third-party jars; need not exist
 */
record ConnectorFolder(String name, Path origin, List<Path> jars, Path drivers) {
  private static final String JAR = ".jar";

  ConnectorFolder {
    jars = List.copyOf(jars);
  }

  static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(JAR) && Files.isRegularFile(path);
  }

  static ConnectorFolder ofJar(Path jar) {
    String file = jar.getFileName().toString();
    String name = file.substring(0, file.length() - JAR.length());
    return new ConnectorFolder(name, jar, List.of(jar), jar.resolveSibling(name + "-drivers"));
  }

  static ConnectorFolder ofFolder(Path folder) throws IOException {
    return new ConnectorFolder(
        folder.getFileName().toString(), folder, jarsIn(folder), folder.resolve("drivers"));
  }

  /** The folders, and jars dropped alone, that a folder of connectors holds. */
  static List<ConnectorFolder> in(Path connectors) throws IOException {
    List<ConnectorFolder> found = new ArrayList<>();
    for (Path entry : entries(connectors)) {
      String name = entry.getFileName().toString();
      if (isJar(entry)) {
        found.add(ofJar(entry));
      } else if (Files.isDirectory(entry) && !name.startsWith(".") && !isDriversOfJar(entry)) {
        found.add(ofFolder(entry));
      }
    }
    return found;
  }

  private static boolean isDriversOfJar(Path folder) {
    String name = folder.getFileName().toString();
    String suffix = "-drivers";
    return name.endsWith(suffix)
        && isJar(folder.resolveSibling(name.substring(0, name.length() - suffix.length()) + JAR));
  }

  /** Third-party jars that every connector of the folder gets, in order of name. */
  List<Path> driverJars() throws IOException {
    return jarsIn(drivers);
  }

  /** Third-party jars for one connector of the folder alone, in order of name. */
  List<Path> driverJars(String id) throws IOException {
    return jarsIn(drivers.resolve(id));
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    return entries(folder).stream().filter(ConnectorFolder::isJar).toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
