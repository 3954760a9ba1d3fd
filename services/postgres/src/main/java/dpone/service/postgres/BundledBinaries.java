package dpone.service.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that came on the class path. */
final class BundledBinaries {
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private BundledBinaries() {}

  /**
   * Unpacks once per version into a folder of {@code cache}. The folder appears whole, by a rename,
   * so that a process killed half-way leaves nothing that could be taken for a PostgreSQL.
   *
   * @param major the only major version that will do, empty for the newest
   */
  static Optional<Binaries> unpacked(Path cache, Optional<Integer> major)
      throws ServiceException, IOException, InterruptedException {
    String platform = platform();
    for (String version : versions()) {
      if (major.isPresent() && major.get() != number(version)) {
        continue;
      }
      // The newest lies where its jar has it, the others in folders by their major version.
      String folder = version.equals(versions().getFirst()) ? "/" : "/" + number(version) + "/";
      try (InputStream archive =
          BundledBinaries.class.getResourceAsStream(folder + "postgres-" + platform + ".txz")) {
        if (archive == null) {
          return Optional.empty();
        }
        Path home = cache.resolve("postgresql-" + version + "-" + platform);
        if (!Files.isDirectory(home)) {
          unpack(archive, home);
        }
        return Binaries.in(home.resolve("bin"), Binaries.Origin.BUNDLED);
      }
    }
    return Optional.empty();
  }

  /** The major version that {@link #unpacked} takes without being told. */
  static Optional<Integer> newestMajor() throws IOException {
    return Optional.of(number(versions().getFirst()));
  }

  private static int number(String version) {
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  private static void unpack(InputStream archive, Path home) throws ServiceException, IOException {
    String prefix = "." + home.getFileName() + ".";
    Folders.create(home.resolveSibling(""));
    deleteAbandoned(home.resolveSibling(""), prefix);
    Path part = home.resolveSibling(prefix + UUID.randomUUID());
    Folders.create(part);
    try {
      extract(archive, part);
      Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException problem) {
      Folders.delete(part);
      if (!Files.isDirectory(home)) {
        throw new ServiceException(
            "cannot unpack PostgreSQL into " + home + ": " + ServiceException.reason(problem),
            "free 100 MB of disk there and check that the folder can be written",
            problem);
      }
    }
  }

  /** What a process killed half-way left; another one may be unpacking right now. */
  private static void deleteAbandoned(Path cache, String prefix) throws IOException {
    List<Path> parts;
    try (Stream<Path> children = Files.list(cache)) {
      parts = children.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    }
    Instant before = Instant.now().minus(ABANDONED);
    for (Path part : parts) {
      if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
        Folders.delete(part);
      }
    }
  }

  private static void extract(InputStream archive, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("entry outside the archive's folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Folders.create(target);
        } else if (entry.isSymbolicLink()) {
          Folders.create(target.resolveSibling(""));
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Folders.create(target.resolveSibling(""));
          Files.copy(tar, target);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static List<String> versions() throws IOException {
    try (InputStream in = BundledBinaries.class.getResourceAsStream("binaries.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return List.of(properties.getProperty("versions").split(" "));
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return (system.startsWith("mac") ? "darwin" : system) + "-" + processor;
  }
}
