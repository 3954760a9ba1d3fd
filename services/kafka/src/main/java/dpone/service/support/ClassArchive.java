package dpone.service.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The classes of a program as the JVM keeps them between starts, which makes a start several times
 * faster. Written at the first orderly end; a missing or unfitting one is no failure.
 */
public final class ClassArchive {
  private final Path file;
  private final Path part;

  private ClassArchive(Path file, Path part) {
    this.file = file;
    this.part = part;
  }

  /**
   * The archive of a program.
   *
   * @param data the service's folder; the cache is beside it unless the variable {@code
   *     DPONE_CACHE} names one
   * @param identity what the archive depends on beside the JVM, such as the class path
   */
  public static ClassArchive of(Path data, String name, String identity) throws IOException {
    String configured = System.getenv("DPONE_CACHE");
    Path folder =
        configured == null || configured.isBlank()
            ? data.resolveSibling("cache")
            : Path.of(configured).toAbsolutePath();
    Files.createDirectories(folder);
    String digest = digest(System.getProperty("java.vm.version") + "\n" + identity);
    Path file = folder.resolve(name + "-" + digest + ".jsa");
    return new ClassArchive(
        file, folder.resolve("." + name + "-" + ProcessHandle.current().pid() + ".jsa"));
  }

  /** Options of the JVM to use it, or to write it at the end. */
  public List<String> options() {
    return Files.exists(file)
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable")
        : List.of("-XX:ArchiveClassesAtExit=" + part, "-Xlog:disable");
  }

  /** Whether an orderly end writes it, which takes some seconds. */
  public boolean toBeWritten() {
    return !Files.exists(file);
  }

  /** Called after an orderly end: what was written becomes what the next start uses. */
  public void keep() {
    try {
      if (Files.exists(part)) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException unusable) {
      part.toFile().delete();
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
