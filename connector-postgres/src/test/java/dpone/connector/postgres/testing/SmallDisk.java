package dpone.connector.postgres.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes, where this process may mount one. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final String refusal;

  private SmallDisk(Path folder, String refusal) {
    this.folder = folder;
    this.refusal = refusal;
  }

  public static SmallDisk mount(int megabytes) {
    try {
      Path folder = Files.createTempDirectory("dpone-small");
      String refusal =
          run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
      return new SmallDisk(folder, refusal);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : output.isBlank() ? "refused" : output.strip();
    } catch (IOException | InterruptedException failure) {
      return failure.getMessage();
    }
  }

  public boolean isMounted() {
    return refusal.isEmpty();
  }

  /** Why there is none. */
  public String reason() {
    return "no tmpfs can be mounted here: " + refusal;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (isMounted()) {
      run("umount", "-l", folder.toString());
    }
    Files.deleteIfExists(folder);
  }
}
