package dpone.certify.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of child processes as the JVM keeps them between starts, which halves what a start
 * costs. The first child that ends by itself writes it, also one that halts; a missing one is no
 * failure. Used by one thread.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350: Dynamic CDS Archives</a>
 */
final class ClassArchive implements AutoCloseable {
  private static final String SILENT = "-Xlog:disable";

  private final Path folder;
  private final Path file;
  private final Path part;

  /** An empty one, in a folder of its own that {@link #close} removes. */
  ClassArchive() {
    try {
      this.folder = Files.createTempDirectory("dpone-classes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.file = folder.resolve("classes.jsa");
    this.part = folder.resolve("part.jsa");
  }

  /** Whether a child has written it. */
  boolean written() {
    return Files.exists(file);
  }

  /** Options for the child that writes it. */
  List<String> writing() {
    return List.of("-XX:ArchiveClassesAtExit=" + part, SILENT);
  }

  /** Options for all others, while it is written and afterwards. */
  List<String> using() {
    return written() ? List.of("-XX:SharedArchiveFile=" + file, SILENT) : List.of();
  }

  /**
   * Called when the child that writes it has ended.
   *
   * @param whole whether it ended by itself; what a killed one leaves may be half of an archive
   */
  void ended(boolean whole) {
    try {
      if (whole && Files.exists(part)) {
        Files.move(part, file);
      } else {
        Files.deleteIfExists(part);
      }
    } catch (IOException unusable) {
      part.toFile().delete();
    }
  }

  @Override
  public void close() {
    for (Path left : List.of(file, part, folder)) {
      left.toFile().delete();
    }
  }
}
