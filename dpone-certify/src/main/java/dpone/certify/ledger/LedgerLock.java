package dpone.certify.ledger;

import dpone.certify.problem.BadInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Only one writer at a time, whatever the process; the system takes it back when one dies. */
final class LedgerLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final FileChannel channel;
  private final FileLock lock;

  private LedgerLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for its turn.
   *
   * @throws BadInputException when it does not come within that time
   */
  static LedgerLock take(Path file, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (true) {
        FileLock lock = attempt(channel);
        if (lock != null) {
          return new LedgerLock(channel, lock);
        }
        if (System.nanoTime() > end) {
          throw new BadInputException(
              "LEDGER_BUSY: "
                  + file
                  + " is held by another run for "
                  + patience.toSeconds()
                  + " s; wait for it to end, or name another --ledger");
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException interrupted) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + file, interrupted);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      // By another thread of this process; to those, a file lock is no lock.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
