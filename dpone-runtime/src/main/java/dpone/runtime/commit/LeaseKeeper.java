package dpone.runtime.commit;

import dpone.runtime.context.Failures;
import dpone.runtime.context.RunCancellation;
import dpone.spi.error.DponeException;
import dpone.spi.state.Lease;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Holds the lease of a scope while it runs, and cancels the run when it is lost. */
final class LeaseKeeper implements AutoCloseable {
  private static final int RENEWALS_A_TTL = 3;
  private static final Duration POLL = Duration.ofMillis(250);

  private final StateStore store;
  private final RunCancellation cancellation;
  private final Duration ttl;
  private final ScheduledExecutorService timer;
  private final Future<?> renewals;
  private volatile Lease lease;

  private LeaseKeeper(StateStore store, RunCancellation cancellation, Duration ttl, Lease lease) {
    this.store = store;
    this.cancellation = cancellation;
    this.ttl = ttl;
    this.lease = lease;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(task -> {
          Thread thread = new Thread(task, "dpone-lease");
          thread.setDaemon(true);
          return thread;
        });
    long every = Math.max(1, ttl.toMillis() / RENEWALS_A_TTL);
    this.renewals =
        timer.scheduleAtFixedRate(this::renewQuietly, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lease, waiting out one that a dead run may have left behind.
   *
   * @throws DponeException STATE_LEASED when its holder goes on renewing it
   */
  static LeaseKeeper take(
      StateStore store,
      StateKey key,
      String owner,
      Duration ttl,
      long atLeast,
      RunCancellation cancellation,
      InstantSource clock) {
    Instant giveUp = clock.instant().plus(ttl).plus(POLL);
    while (true) {
      try {
        return new LeaseKeeper(store, cancellation, ttl, store.acquire(key, owner, ttl, atLeast));
      } catch (DponeException e) {
        if (!e.code().equals("STATE_LEASED") || clock.instant().isAfter(giveUp)) {
          throw e;
        }
        pause(cancellation);
      }
    }
  }

  private static void pause(RunCancellation cancellation) {
    cancellation.check();
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunCancellation.cancelled("interrupted while waiting for a lease");
    }
  }

  Lease lease() {
    return lease;
  }

  /** Asks the store whether the lease is still ours, right before something that must be fenced. */
  void confirm() {
    lease = store.renew(lease, ttl);
  }

  private void renewQuietly() {
    try {
      confirm();
    } catch (DponeException e) {
      if (!e.category().retryable()) {
        cancellation.cancel(e);
      }
    } catch (RuntimeException e) {
      cancellation.cancel(Failures.internal("renewing the lease", e));
    }
  }

  @Override
  public void close() {
    renewals.cancel(false);
    timer.shutdownNow();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.release(lease);
  }
}
