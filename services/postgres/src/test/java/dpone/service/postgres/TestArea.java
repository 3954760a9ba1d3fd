package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Folders for the tests, where users other than the one who runs them can reach them. The binaries
 * are unpacked once, beside the data folders.
 */
final class TestArea {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Path ROOT = make();

  private TestArea() {}

  /** A data folder that is not there yet. */
  static Path data() {
    return ROOT.resolve("service" + NUMBER.incrementAndGet());
  }

  /** A new folder that everybody can write. */
  static Path open() throws IOException {
    Path folder = ROOT.resolve("open" + NUMBER.incrementAndGet());
    Folders.create(folder);
    return widen(folder, "rwxrwxrwx");
  }

  /**
   * A folder with links to some of the machine's programs, to stand for a machine without the
   * others.
   */
  static Path machineWith(String... programs) throws IOException {
    Path folder = open();
    for (String program : programs) {
      Files.createSymbolicLink(folder.resolve(program), find(program));
    }
    return folder;
  }

  static boolean installed(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program))
        || Files.isExecutable(Path.of("/bin", program));
  }

  private static Path find(String program) {
    Path usual = Path.of("/usr/bin", program);
    return Files.isExecutable(usual) ? usual : Path.of("/bin", program);
  }

  private static Path make() {
    try {
      Path root = Files.createTempDirectory("dpone-service-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
      return widen(root, "rwxr-xr-x").toRealPath();
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static Path widen(Path folder, String permissions) throws IOException {
    return Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString(permissions));
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }
}
