package dpone.certify.scenario;

import dpone.certify.child.Child;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Stops a process where it keeps nobody waiting. */
final class Frozen {
  private static final int TRIES = 200;
  private static final long MOMENT_MILLIS = 20;

  private Frozen() {}

  /**
   * Stops a process. A lease is renewed under a lock of the state's files, now and then: a process
   * that is stopped while it has the lock would keep every newer run waiting for ever, so it goes
   * on for a moment and is stopped again.
   *
   * @param manifest of its pipeline, which has its state beside it
   */
  static void stop(Child child, Path manifest) throws IOException, InterruptedException, Mismatch {
    for (int tries = 1; tries <= TRIES; tries++) {
      child.signal("STOP");
      Thread.sleep(MOMENT_MILLIS);
      if (isFree(manifest.toAbsolutePath().resolveSibling("."))) {
        return;
      }
      child.signal("CONT");
      Thread.sleep(MOMENT_MILLIS);
    }
    throw new Mismatch("the process has a lock of the state's files whenever it is stopped");
  }

  private static boolean isFree(Path folder) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.walk(folder)) {
      locks = files.filter(f -> Objects.toString(f.getFileName()).equals(".lock")).toList();
    }
    for (Path lock : locks) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock taken = channel.tryLock()) {
        if (taken == null) {
          return false;
        }
      }
    }
    return true;
  }
}
