package dpone.runtime.context;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A locked file inside a folder, which says that the folder's process is alive: the system takes
 * the lock away with the process, however it ends.
 *
 * <p>Its name tells the process, since a process must not even open a file that it has locked
 * itself: closing any channel of a file may give up all locks that the process has on it (see
 * {@link java.nio.channels.FileLock}).
 */
final class FolderLock implements AutoCloseable {
  private static final String PREFIX = ".run-";
  private static final String SUFFIX = ".lock";

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /** The pattern of such files' names. */
  static String glob() {
    return PREFIX + "*" + SUFFIX;
  }

  /** The name of this process's file, which no other process has had. */
  static String ownName() {
    ProcessHandle own = ProcessHandle.current();
    long start = own.info().startInstant().map(when -> when.toEpochMilli()).orElse(0L);
    return PREFIX + own.pid() + "-" + start + SUFFIX;
  }

  /** Locks a folder of this process; null where the file system has no locks. */
  static @Nullable FolderLock make(Path folder) {
    Path path = folder.resolve(ownName());
    try {
      Files.createFile(path);
      FolderLock made = take(path);
      if (made == null) {
        Files.delete(path);
      }
      return made;
    } catch (IOException noLocks) {
      // Without the file the folder is nobody's to sweep.
      return unmarked(path);
    }
  }

  private static @Nullable FolderLock unmarked(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException ignored) {
      // It goes with its folder.
    }
    return null;
  }

  /** Locks a file that is there; null if somebody else has it. */
  static @Nullable FolderLock take(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return new FolderLock(file);
      }
    } catch (OverlappingFileLockException held) {
      // Somebody else of this process.
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    return null;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
