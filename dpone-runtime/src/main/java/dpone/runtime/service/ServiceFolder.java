package dpone.runtime.service;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The jars of a service.
 *
 * @param name the service's name
 * @param path folder of its jars
 */
record ServiceFolder(String name, Path path) {
  /** File in the folder that may name {@code main} class and {@code heap}. */
  static final String PROPERTIES = "service.properties";

  private static final Attributes.Name HEAP = new Attributes.Name("Dpone-Service-Heap");
  private static final String OWN_JAR = "dpone-service-";

  static ServiceFolder of(String name, Path certification) {
    ServiceFolder folder = new ServiceFolder(name, certification.resolve(name).resolve("service"));
    if (!name.matches("[a-z][a-z0-9-]{0,63}") || folder.jars().isEmpty()) {
      throw DponeException.of(
              ErrorCategory.NOT_FOUND,
              "SERVICE_NOT_INSTALLED",
              "service " + name + " is not installed: there is no jar in " + folder.path)
          .remedy("run `./build services`")
          .build();
    }
    return folder;
  }

  /**
   * The main class: what the properties file says, else the manifest of the service's own jar, else
   * {@code dpone.service.NAME.Main}.
   */
  String mainClass() {
    return said("main", Attributes.Name.MAIN_CLASS)
        .orElse("dpone.service." + name.replace("-", "") + ".Main");
  }

  /**
   * The largest heap of its process, such as {@code 64m}, told in the same places: most services
   * only watch another process, one that keeps tables itself needs more.
   */
  String heap() {
    return said("heap", HEAP).filter(text -> text.matches("[1-9]\\d{0,4}m")).orElse("64m");
  }

  private Optional<String> said(String key, Attributes.Name attribute) {
    Path properties = path.resolve(PROPERTIES);
    try {
      return Files.isRegularFile(properties)
          ? property(properties, key)
          : jars().stream()
              .filter(jar -> jar.getFileName().toString().startsWith(OWN_JAR + name))
              .findFirst()
              .flatMap(jar -> attribute(jar, attribute));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static Optional<String> property(Path file, String key) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return Optional.ofNullable(properties.getProperty(key));
  }

  private Optional<String> attribute(Path jar, Attributes.Name attribute) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null
          ? Optional.empty()
          : Optional.ofNullable(manifest.getMainAttributes().getValue(attribute));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private List<Path> jars() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(p -> p.getFileName().toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private DponeException broken(IOException problem) {
    return DponeException.of(
            ErrorCategory.RESOURCE,
            "SERVICE_NOT_READABLE",
            "service " + name + " cannot be read from " + path + ": " + problem.getMessage())
        .remedy("run `./build services` again")
        .cause(problem)
        .build();
  }
}
