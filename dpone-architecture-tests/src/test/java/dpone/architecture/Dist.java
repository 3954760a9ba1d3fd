package dpone.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The assembled distribution of this build. */
final class Dist {
  static final Path ROOT = Path.of(property("dpone.dist"));
  static final Path LIB = ROOT.resolve("lib");
  static final Path CONNECTORS = ROOT.resolve("connectors");
  static final Path CERTIFICATION = ROOT.resolve("certification");

  private Dist() {}

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("system property " + name + " is not set by the build");
    }
    return value;
  }

  /** Every jar anywhere in the distribution, sorted. */
  static List<Path> jars() {
    return jars(ROOT, Integer.MAX_VALUE);
  }

  /** The jars directly inside a folder, sorted. */
  static List<Path> jarsIn(Path folder) {
    return jars(folder, 1);
  }

  /** The jars that this repository builds, sorted. */
  static List<Path> ownJars() {
    return jars().stream().filter(Dist::isOwn).toList();
  }

  /** One folder per drop-in connector, sorted. */
  static List<Path> connectorFolders() {
    try (Stream<Path> folders = Files.list(CONNECTORS)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isOwn(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("dpone-")
        || name.startsWith("connector-")
        || name.startsWith("toolkit-");
  }

  /** The descriptor of a jar that is a module, explicit or automatic. */
  static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError(jar + " is not a module"))
        .descriptor();
  }

  private static List<Path> jars(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
