package dpone.runtime.context;

import dpone.spi.context.Cancellation;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cancellation of one run, by hand, by deadline, or because its lease was lost. Thread-safe. */
public final class RunCancellation implements Cancellation {
  private final InstantSource clock;
  private final @Nullable Instant deadline;
  private final AtomicReference<@Nullable DponeException> reason = new AtomicReference<>();
  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  /**
   * A cancellation.
   *
   * @param clock the time
   * @param timeout time from now after which the run is cancelled, or null
   */
  public RunCancellation(InstantSource clock, @Nullable Duration timeout) {
    this.clock = clock;
    this.deadline = timeout == null ? null : clock.instant().plus(timeout);
  }

  /** Cancels the run; the first reason stays. */
  public void cancel(DponeException why) {
    if (reason.compareAndSet(null, why)) {
      List<Runnable> pending = new ArrayList<>(actions);
      actions.clear();
      pending.forEach(Runnable::run);
    }
  }

  /**
   * What a run that failed is to report: if it was cancelled, the reason for that, since whatever
   * the connectors threw afterwards only follows from it. A commit that nobody can tell about stays
   * what it is.
   */
  public DponeException explain(DponeException failure) {
    DponeException why = reason.get();
    boolean unknown = failure.category() == ErrorCategory.COMMIT_UNKNOWN;
    if (why == null || why.equals(failure) || unknown) {
      return failure;
    }
    DponeException explained = why.at(failure.place());
    explained.addSuppressed(failure);
    return explained;
  }

  /** The error that a cancelled run ends with. */
  public static DponeException cancelled(String why) {
    return DponeException.of(
            ErrorCategory.RESOURCE, "RUN_CANCELLED", "the run was cancelled: " + why)
        .build();
  }

  @Override
  public boolean isCancelled() {
    if (deadline != null && reason.get() == null && !clock.instant().isBefore(deadline)) {
      cancel(cancelled("its time limit has passed"));
    }
    return reason.get() != null;
  }

  @Override
  public void check() {
    if (isCancelled()) {
      DponeException why = reason.get();
      throw why == null ? cancelled("unknown") : why;
    }
  }

  @Override
  public Optional<Duration> remaining() {
    if (deadline == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), deadline);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  @Override
  public AutoCloseable onCancel(Runnable action) {
    Runnable once = new Once(action);
    actions.add(once);
    if (reason.get() != null && actions.remove(once)) {
      once.run();
    }
    return () -> actions.remove(once);
  }

  private static final class Once implements Runnable {
    private final AtomicReference<@Nullable Runnable> action;

    Once(Runnable action) {
      this.action = new AtomicReference<>(action);
    }

    @Override
    public void run() {
      Runnable mine = action.getAndSet(null);
      if (mine != null) {
        mine.run();
      }
    }
  }
}
