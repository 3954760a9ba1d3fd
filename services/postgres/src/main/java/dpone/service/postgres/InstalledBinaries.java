package dpone.service.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a PostgreSQL that the machine's owner installed. */
final class InstalledBinaries {
  /** Where packages keep one folder per major version, their programs outside PATH. */
  private static final List<Path> VERSIONED =
      List.of(
          Path.of("/usr/lib/postgresql"), Path.of("/opt/homebrew/opt"), Path.of("/usr/local/opt"));

  private InstalledBinaries() {}

  /**
   * The first on PATH, else the newest of the usual folders.
   *
   * @param major the only major version that will do, empty for any
   */
  static Optional<Binaries> newest(Optional<Integer> major)
      throws IOException, InterruptedException {
    for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(entry).resolve("postgres");
      if (!entry.isEmpty() && Files.isExecutable(program)) {
        Path folder = program.toRealPath().resolveSibling("");
        Optional<Binaries> found = Binaries.in(folder, Binaries.Origin.INSTALLED);
        if (found.isPresent() && found.get().fits(major)) {
          return found;
        }
      }
    }
    List<Binaries> found = new ArrayList<>();
    for (Path parent : VERSIONED) {
      for (Path folder : children(parent)) {
        Binaries.in(folder.resolve("bin"), Binaries.Origin.INSTALLED).ifPresent(found::add);
      }
    }
    return found.stream()
        .filter(one -> one.fits(major))
        .max(Comparator.comparingInt(Binaries::major));
  }

  private static List<Path> children(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.sorted().toList();
    }
  }
}
