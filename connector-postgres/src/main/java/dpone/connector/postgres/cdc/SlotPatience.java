package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Bounds the making of a slot. A primary waits for every transaction that is open, a standby for a
 * word of its primary, which a silent one does not say; both without a word to the client.
 */
final class SlotPatience {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final PgSession replication;
  private final long limitNanos;
  private final System.Logger logger;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean late = new AtomicBoolean();

  /**
   * For one slot.
   *
   * @param replication the session that makes it
   * @param limit how long it may take; zero is for ever
   */
  SlotPatience(PgSession replication, Duration limit, System.Logger logger) {
    this.replication = replication;
    this.limitNanos = limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
    this.logger = logger;
  }

  /** What making it gives, if that does not take too long. */
  <T> T with(Supplier<T> making) {
    Thread.ofPlatform().daemon().name("dpone-slot-wait").start(this::watch);
    try {
      return making.get();
    } catch (DponeException failure) {
      throw late.get()
          ? PgCode.SLOT_TIMEOUT
              .error(
                  "making the replication slot took longer than connection.lock_timeout, "
                      + TimeUnit.NANOSECONDS.toMillis(limitNanos)
                      + " ms")
              .cause(failure)
              .build()
          : failure;
    } finally {
      over.countDown();
    }
  }

  private void watch() {
    try {
      long quiet = Math.min(QUIET.toNanos(), limitNanos);
      if (over.await(quiet, TimeUnit.NANOSECONDS)) {
        return;
      }
      logger.log(
          System.Logger.Level.WARNING,
          "the server makes the replication slot once the transactions that are open have ended; to"
              + " go on, "
              + PgCode.SLOT_TIMEOUT.remedy());
      if (!over.await(limitNanos - quiet, TimeUnit.NANOSECONDS)) {
        late.set(true);
        replication.cancel();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
