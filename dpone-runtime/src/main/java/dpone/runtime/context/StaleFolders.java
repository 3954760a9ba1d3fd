package dpone.runtime.context;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Temporary folders that killed runs left behind. One goes when it is the same user's, older than a
 * day, and has the file of a {@link FolderLock} that nobody has locked; any other stays.
 */
final class StaleFolders {
  /** So old that no process is still between making a folder and locking it. */
  static final Duration AGE = Duration.ofDays(1);

  private StaleFolders() {}

  /**
   * Deletes them. Whatever is in the way is left to the next run: it is no failure of this one.
   *
   * @param parent where they are
   * @param own the folder of this run, just made
   */
  static void sweep(Path parent, Path own) {
    try {
      sweep(parent, own, Files.getLastModifiedTime(own).toInstant());
    } catch (IOException | DirectoryIteratorException inTheWay) {
      // Nothing is lost by it but space.
    }
  }

  /** The same at that time. */
  static void sweep(Path parent, Path own, Instant now) throws IOException {
    UserPrincipal user = Files.getOwner(own);
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(parent, TemporaryFolder.PREFIX + "*")) {
      for (Path folder : folders) {
        sweep(folder, user, now.minus(AGE));
      }
    }
  }

  private static void sweep(Path folder, UserPrincipal user, Instant old) {
    try {
      // In a folder of another user, files could become links to ours while they are deleted.
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
        Path file = markOf(folder);
        if (file != null && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          delete(folder, file);
        }
      }
    } catch (IOException | DirectoryIteratorException inTheWay) {
      // The next run tries again.
    }
  }

  /** The file that a process of another time locked; null if there is none. */
  private static @Nullable Path markOf(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FolderLock.glob())) {
      for (Path file : files) {
        boolean own = file.getFileName().toString().equals(FolderLock.ownName());
        return own || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? null : file;
      }
    }
    return null;
  }

  private static void delete(Path folder, Path file) throws IOException {
    try (FolderLock dead = FolderLock.take(file)) {
      if (dead != null) {
        TemporaryFolder.delete(folder);
      }
    }
  }
}
