package acme.connector;

import dpone.spi.context.ConnectorContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongFunction;

/**
 * Lets one run at a time publish to a target, and none that a newer one has fenced out. The newest
 * generation stands in the file that is locked.
 */
final class Gate {
  private static final int PAUSE_MILLIS = 10;

  private final Path file;
  private final ConnectorContext context;

  Gate(Path folder, String target, ConnectorContext context) {
    this.file = folder.resolve(target + ".gate");
    this.context = context;
  }

  long generation() {
    return locked(0, newest -> newest);
  }

  /** From here on no older generation passes; one that was inside has left. */
  void close(long generation) {
    locked(generation, newest -> newest);
  }

  /** Does something that no older generation may do. */
  void pass(long generation, Runnable action) {
    locked(
        generation,
        newest -> {
          if (newest > generation) {
            throw AcmeError.FENCED
                .what("generation " + generation + " was fenced out by " + newest)
                .build();
          }
          action.run();
          return newest;
        });
  }

  private <T> T locked(long generation, LongFunction<T> action) {
    try (FileChannel channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      ByteBuffer text = ByteBuffer.allocate(32);
      int length = channel.read(text, 0);
      long newest =
          length <= 0
              ? 0
              : Long.parseLong(new String(text.array(), 0, length, StandardCharsets.UTF_8).strip());
      if (generation > newest) {
        // Always as wide as any number, so that no digit of an older one stays.
        String wide = String.format("%020d\n", generation);
        channel.write(ByteBuffer.wrap(wide.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
        newest = generation;
      }
      return lock.isValid() ? action.apply(newest) : null;
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      context.cancellation().check();
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException otherThread) {
        // Another run in this process is inside.
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw AcmeError.IO.what("interrupted while waiting for " + file).build();
      }
    }
  }
}
