package dpone.service.clickhouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Holds a data folder for one service process; the operating system lets go of it at its death. */
final class DataLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileLock lock;

  private DataLock(FileLock lock) {
    this.lock = lock;
  }

  /** Waits up to 15 seconds for another service process to let go. */
  static DataLock take(Path data) throws ServiceException, IOException, InterruptedException {
    Path file = data.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long start = System.nanoTime();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        channel.close();
        throw new ServiceException(
            data + " is in use by the service process " + Files.readString(file).strip(),
            "end the run that holds it, or use another data folder");
      }
      Thread.sleep(PAUSE);
      lock = channel.tryLock();
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return new DataLock(lock);
  }

  @Override
  public void close() throws IOException {
    lock.acquiredBy().close();
  }
}
