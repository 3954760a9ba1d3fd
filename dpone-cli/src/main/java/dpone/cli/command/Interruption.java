package dpone.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the process alive after an interrupt until the work has cleaned up after itself, but not
 * for ever. The run hears of the interrupt through the runtime.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(4500);

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean happened;
  private final Thread hook = new Thread(this::await, "dpone-interrupted");

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void await() {
    happened = true;
    try {
      done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean happened() {
    return happened;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down already, and the hook has been let go.
    }
  }
}
