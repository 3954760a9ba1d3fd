package dpone.runtime.context;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run for what does not fit into memory: made when it is first asked for, gone
 * when it is closed. What a killed run left behind is found by {@link StaleFolders}.
 */
public final class TemporaryFolder implements AutoCloseable {
  static final String PREFIX = "dpone-";

  private final Path parent;
  private @Nullable Path folder;
  private @Nullable FolderLock lock;
  private boolean closed;

  /** A folder inside the system's one for temporary files. */
  public TemporaryFolder() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  TemporaryFolder(Path parent) {
    this.parent = parent;
  }

  /** The folder, made by the first call. */
  public synchronized Path path() {
    if (closed) {
      throw new IllegalStateException("the run is over");
    }
    if (folder == null) {
      try {
        folder = Files.createTempDirectory(parent, PREFIX);
      } catch (IOException e) {
        throw DponeException.of(
                ErrorCategory.RESOURCE,
                "TEMPORARY_FOLDER_FAILED",
                "no temporary folder can be made in " + parent)
            .remedy("free space there, or name another folder by -Djava.io.tmpdir")
            .cause(e)
            .build();
      }
      lock = FolderLock.make(folder);
      StaleFolders.sweep(parent, folder);
    }
    return folder;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (folder == null) {
      return;
    }
    try (FolderLock held = lock) {
      delete(folder);
      folder = null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** Deletes a folder with all that is in it; links are not followed. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
