package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.context.RunCancellation;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.retry.RetryBounds;
import dpone.runtime.retry.Tries;
import dpone.spi.context.Boundary;
import dpone.spi.context.Meters;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Committer;
import dpone.spi.sink.StageUnusable;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one scope through the commit protocol: take the lease, fence older runs, settle what an
 * earlier run left open, then read, stage, check, store the intent, commit, store the state,
 * acknowledge; again until the source is read to its end. Used once, by one thread.
 */
public final class ScopeRunner {
  private final PipelineParts parts;
  private final ScopePlan plan;
  private final Settings settings;
  private final ScopeProgress progress;

  /**
   * What all scopes of a run share.
   *
   * @param pipeline name of the pipeline
   * @param owner who runs it, for people
   * @param parallelism splits read at the same time
   * @param retry how often a passing failure is tried again
   * @param leaseTtl how long a lease lasts unless renewed
   * @param cancellation when to stop
   * @param clock the time
   * @param meters counters
   * @param boundaries hears each boundary
   * @param listener hears progress
   */
  public record Settings(
      String pipeline,
      String owner,
      int parallelism,
      RetryBounds retry,
      Duration leaseTtl,
      RunCancellation cancellation,
      InstantSource clock,
      Meters meters,
      Consumer<Boundary> boundaries,
      RunListener listener) {}

  /** How the loads of a scope are made, once the scope is this run's own. */
  interface Loads {
    /** Makes all of them. */
    void run(CommitProtocol protocol, Committer committer);
  }

  /**
   * A run of that scope.
   *
   * @param progress filled while the scope runs, so that a failed run can tell how far it came
   */
  public ScopeRunner(
      PipelineParts parts, ScopePlan plan, Settings settings, ScopeProgress progress) {
    this.parts = parts;
    this.plan = plan;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs a scope whose streams are read by their rows.
   *
   * @throws DponeException what ended it; {@code COMMIT_UNKNOWN} when nobody can tell whether the
   *     last load was published
   */
  public void run() {
    run(parts.source()::acknowledge, this::readToTheEnd);
  }

  /** Runs it by loads of another making; errors as for {@link #run()}. */
  void run(Consumer<Position> acknowledge, Loads loads) {
    try (Committer committer = parts.sink().committer(plan.request());
        LeaseKeeper lease =
            LeaseKeeper.take(
                parts.state(),
                new StateKey(settings.pipeline(), plan.scope()),
                settings.owner(),
                settings.leaseTtl(),
                committer.generation() + 1,
                settings.cancellation(),
                settings.clock())) {
      CommitProtocol protocol =
          new CommitProtocol(parts, plan, settings, progress, lease, acknowledge);
      protocol.begin(committer);
      loads.run(protocol, committer);
      settings.boundaries().accept(Boundary.DURING_CLOSE);
    }
  }

  private void readToTheEnd(CommitProtocol protocol, Committer committer) {
    SplitLoad load = new SplitLoad(parts, settings, protocol);
    Tries tries = tries();
    boolean complete = false;
    while (!complete) {
      ScopePlan now = plan.withLoad(parts.sink().plan(plan.request()));
      LoadId loadId = protocol.nextLoad(now);
      try (ReadSession session = parts.source().read(request(now, protocol.reached()))) {
        complete = load.run(committer, now, loadId, session);
        tries = tries();
      } catch (DponeException e) {
        beginAnew(tries, e);
      }
    }
  }

  private Tries tries() {
    return new Tries(settings.retry().withoutTotal(), settings.clock());
  }

  /** Waits before a load whose stage took no more is made anew; gives any other failure on. */
  private void beginAnew(Tries tries, DponeException failure) {
    Optional<Duration> wait = StageUnusable.is(failure) ? tries.after(failure) : Optional.empty();
    if (wait.isEmpty() || settings.cancellation().isCancelled()) {
      throw failure;
    }
    settings.meters().count("dpone.load.retries", 1);
    settings
        .listener()
        .note("the load begins anew in " + wait.get().toMillis() + " ms: " + failure.oneLine());
    try {
      TimeUnit.NANOSECONDS.sleep(wait.get().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
    settings.cancellation().check();
  }

  private ReadRequest request(ScopePlan now, @Nullable Position from) {
    return new ReadRequest(
        now.scope(),
        now.reads(),
        now.mode() == ReadMode.FULL ? null : from,
        settings.parallelism());
  }
}
