package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the service does to folders. */
final class Folders {
  private Folders() {}

  /** Whoever the server runs as must reach what lies below, whatever the caller's umask is. */
  static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
    }
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : tree(folder).reversed()) {
      Files.deleteIfExists(path);
    }
  }

  /** Gives all of a folder to one user, where it is not that user's yet. */
  static void own(Path folder, UserPrincipal owner) throws IOException {
    if (Files.getOwner(folder).equals(owner)) {
      return;
    }
    // The folder itself comes last, so that a crash half-way is seen as not done.
    for (Path path : tree(folder).reversed()) {
      Files.setAttribute(path, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** The user that what this process makes belongs to. */
  static UserPrincipal owner(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "owner", "");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static List<Path> tree(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
