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

/** The jars with which a connector's author lets it be tried, in a loader of their own. */
public final class FixtureJars implements AutoCloseable {
  private static final String GOLDEN = "golden/";

  private final List<Path> jars;
  private final Optional<Path> goldenFolder;
  private final URLClassLoader loader;

  private FixtureJars(String connector, List<Path> jars, Optional<Path> goldenFolder)
      throws IOException {
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

  /** Those of a connector; empty when there are none. */
  public static Optional<FixtureJars> in(Path dist, String connector) throws IOException {
    Path folder = dist.resolve("certification").resolve(connector).resolve("fixture");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      return jars.isEmpty()
          ? Optional.empty()
          : Optional.of(new FixtureJars(connector, jars, Optional.empty()));
    }
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
    Map<String, String> golden = new TreeMap<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry entry : file.stream().toList()) {
          if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
            try (InputStream in = file.getInputStream(entry)) {
              golden.put(
                  entry.getName().substring(folder.length()),
                  new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
          }
        }
      }
    }
    return golden;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
