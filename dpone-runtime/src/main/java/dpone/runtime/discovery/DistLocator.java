package dpone.runtime.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code dist/}, which holds connectors and services, from where dpone itself was loaded and
 * never from the working directory.
 */
public final class DistLocator {
  /** System property that names another folder. */
  public static final String PROPERTY = "dpone.dist";

  private DistLocator() {}

  /**
   * The folder; empty when dpone was not started from one and none is named, or the one named is
   * not there.
   *
   * @param override wins over everything else, or null
   */
  public static Optional<Path> find(@Nullable Path override) {
    return find(override, System.getProperty(PROPERTY), ownJar());
  }

  static Optional<Path> find(
      @Nullable Path override, @Nullable String property, Optional<Path> ownJar) {
    if (override != null) {
      return folder(override);
    }
    if (property != null && !property.isBlank()) {
      return folder(Path.of(property));
    }
    return ownJar.map(Path::getParent).filter(DistLocator::isLib).map(Path::getParent);
  }

  private static Optional<Path> folder(Path path) {
    return Optional.of(path.toAbsolutePath().normalize()).filter(Files::isDirectory);
  }

  private static boolean isLib(@Nullable Path folder) {
    return folder != null
        && folder.endsWith("lib")
        && folder.getParent() != null
        && Files.isDirectory(folder.resolveSibling("connectors"));
  }

  private static Optional<Path> ownJar() {
    return jarOf(DistLocator.class);
  }

  /** The jar or folder that a class came from, if it came from a file. */
  static Optional<Path> jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      URI uri = source.getLocation().toURI();
      return "file".equals(uri.getScheme())
          ? Optional.of(Path.of(uri).toAbsolutePath().normalize())
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
