package dpone.certify.proof;

import dpone.certify.kit.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jars with which a connector's author lets it be tried, in a loader of their own. One jar may
 * be for several connectors: then {@code golden/<id>/} holds the golden files of each, and {@code
 * compatibility/1/<id>/} its manifests.
 */
public final class FixtureJars implements AutoCloseable {
  private static final String GOLDEN = "golden/";

  private final String connector;
  private final boolean shared;
  private final List<Path> jars;
  private final Optional<Path> goldenFolder;
  private final URLClassLoader loader;

  private FixtureJars(String connector, List<Path> jars, Optional<Path> goldenFolder)
      throws IOException {
    this.connector = connector;
    this.shared = isFor(connector, jars);
    this.jars = List.copyOf(jars);
    this.goldenFolder = goldenFolder;
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    this.loader =
        new URLClassLoader(
            "fixture-" + connector, urls.toArray(URL[]::new), Fixture.class.getClassLoader());
  }

  /**
   * Those of a connector: in a folder of its own, or in one of several whose golden files name it;
   * empty when there are none.
   */
  public static Optional<FixtureJars> in(Path dist, String connector) throws IOException {
    Path all = dist.resolve("certification");
    List<Path> own = listed(all.resolve(connector).resolve("fixture"));
    if (own.isEmpty() && Files.isDirectory(all)) {
      own = sharedIn(all, connector);
    }
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(new FixtureJars(connector, own, Optional.empty()));
  }

  private static List<Path> sharedIn(Path all, String connector) throws IOException {
    try (Stream<Path> folders = Files.list(all)) {
      for (Path folder : folders.sorted().toList()) {
        List<Path> jars = listed(folder.resolve("fixture"));
        if (isFor(connector, jars)) {
          return jars;
        }
      }
    }
    return List.of();
  }

  private static List<Path> listed(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Whether golden files are this connector's by name. */
  private static boolean isFor(String connector, List<Path> jars) throws IOException {
    String own = GOLDEN + connector + "/";
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        if (file.stream().anyMatch(entry -> entry.getName().startsWith(own))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Those that a connector from elsewhere names.
   *
   * @param connector its id
   * @param jars its jars; may be empty
   * @param golden a folder of golden files beside those in the jars
   */
  public static FixtureJars named(String connector, List<Path> jars, Optional<Path> golden)
      throws IOException {
    return new FixtureJars(connector, jars, golden);
  }

  /** The jars, in order of name. */
  public List<Path> jars() {
    return jars;
  }

  /** The fixture for that connector. */
  public Optional<Fixture> fixture(String connector) {
    return ServiceLoader.load(Fixture.class, loader).stream()
        .filter(provider -> loader.equals(provider.type().getClassLoader()))
        .map(ServiceLoader.Provider::get)
        .filter(fixture -> fixture.connector().equals(connector))
        .findFirst();
  }

  /** The golden files by name. */
  public Map<String, String> golden() throws IOException {
    Map<String, String> golden = texts(GOLDEN);
    if (goldenFolder.isPresent()) {
      try (Stream<Path> files = Files.walk(goldenFolder.get())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = goldenFolder.get().relativize(file).toString().replace('\\', '/');
          golden.put(name, Files.readString(file));
        }
      }
    }
    return golden;
  }

  /** The text files below a folder of the jars by name; the folder ends in a slash. */
  Map<String, String> texts(String folder) throws IOException {
    String below = shared ? folder + connector + "/" : folder;
    Map<String, String> texts = new TreeMap<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : file.stream().toList()) {
          if (entry.getName().startsWith(below) && !entry.isDirectory()) {
            try (InputStream in = file.getInputStream(entry)) {
              texts.put(
                  entry.getName().substring(below.length()),
                  new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
          }
        }
      }
    }
    return texts;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
