package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.RuntimeSpec;
import dpone.runtime.plan.ChangePlanner;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.cdc.ChangeRequest;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.Committer;
import dpone.spi.source.ReadSession;
import dpone.spi.transfer.LoadId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scope of the streams that are followed by their changes: reads those whole that never
 * were, then loads changes until the end of the log, or for ever. After a passing failure it goes
 * on from what is committed. Used once, by one thread.
 */
public final class ChangeRunner {
  private final PipelineParts parts;
  private final ChangePlanner planner;
  private final ScopeRunner.Settings settings;
  private final RuntimeSpec.Changes bounds;
  private final ScopeProgress progress;
  private final ChangeScope scope;
  private ScopePlan plan;
  private int failures;

  /**
   * A run of that scope.
   *
   * @param progress filled while the scope runs, so that a failed run can tell how far it came
   */
  public ChangeRunner(
      PipelineParts parts,
      ChangePlanner planner,
      ScopePlan plan,
      ScopeRunner.Settings settings,
      RuntimeSpec.Changes bounds,
      ScopeProgress progress) {
    this.parts = parts;
    this.planner = planner;
    this.plan = plan;
    this.settings = settings;
    this.bounds = bounds;
    this.progress = progress;
    this.scope = new ChangeScope(settings.pipeline(), plan.scope());
  }

  /**
   * Runs the scope.
   *
   * @throws DponeException what ended it; {@code COMMIT_UNKNOWN} when nobody can tell whether the
   *     last load was published
   */
  public void run() {
    new ScopeRunner(parts, plan, settings, progress)
        .run(position -> parts.changes().confirm(scope, position), this::load);
  }

  private void load(CommitProtocol protocol, Committer committer) {
    boolean complete = false;
    boolean again = false;
    while (!complete) {
      try {
        if (again) {
          protocol.beginAgain(committer);
          plan = planner.changes();
        }
        readWhole(protocol);
        complete = follow(protocol, committer);
        again = false;
      } catch (DponeException e) {
        await(e);
        again = true;
      }
    }
  }

  /** Waits before the next try, or gives the failure on when there is to be none. */
  private void await(DponeException failure) {
    settings.cancellation().check();
    RetryBounds retry = settings.retry();
    if (!failure.category().retryable() || ++failures >= retry.maxAttempts()) {
      throw failure;
    }
    Duration wait = retry.waitAfter(failures, ThreadLocalRandom.current().nextDouble());
    settings.meters().count("dpone.changes.retries", 1);
    settings
        .listener()
        .note("goes on from the last commit in " + wait.toMillis() + " ms: " + failure.oneLine());
    try {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** Reads those streams whole that the position does not cover yet. */
  private void readWhole(CommitProtocol protocol) {
    List<String> uncovered = parts.changes().uncovered(protocol.reached(), plan.names());
    if (uncovered.isEmpty()) {
      return;
    }
    settings.listener().note("reading whole first: " + String.join(", ", uncovered));
    ScopePlan whole = planner.snapshot(plan, uncovered);
    try (Committer committer = parts.sink().committer(whole.request())) {
      LoadId loadId = protocol.nextLoad(whole);
      ChangeRequest request =
          new ChangeRequest(
              scope,
              whole.reads(),
              protocol.reached(),
              !bounds.continuous(),
              settings.parallelism());
      try (ReadSession session = parts.changes().snapshot(request)) {
        new SplitLoad(parts, settings, protocol).run(committer, whole, loadId, session);
      }
    }
    // The target is another one now, or there is one at last.
    plan = planner.changes();
  }

  /** Loads changes until the end of the log or until columns change; returns whether it ended. */
  private boolean follow(CommitProtocol protocol, Committer committer) {
    ChangeRequest request =
        new ChangeRequest(
            scope, plan.reads(), protocol.reached(), !bounds.continuous(), settings.parallelism());
    try (ChangeReader reader = parts.changes().changes(request)) {
      ChangeLoad load = new ChangeLoad(parts, settings, bounds, protocol, committer, reader, plan);
      while (true) {
        ChangeLoad.End end = load.next();
        switch (end) {
          case COMMITTED, ADVANCED -> failures = 0;
          case COMPLETE -> {
            return true;
          }
          case COLUMNS_CHANGED -> {
            replan(load.changed());
            return false;
          }
        }
      }
    }
  }

  /**
   * A plan by the columns as they are now; one that is no other would be refused again for ever.
   */
  private void replan(@Nullable String stream) {
    ScopePlan now = planner.changes();
    settings.listener().note("the columns of " + stream + " changed, the plan is made again");
    if (now.request().equals(plan.request())) {
      throw DponeException.of(
              ErrorCategory.SCHEMA,
              "CHANGES_COLUMNS",
              "the log has changes of columns that the source does not describe any more")
          .at(Place.stream(stream == null ? plan.scope() : stream))
          .remedy("`dpone state reset` and run again: the stream is read whole and then followed")
          .build();
    }
    plan = now;
  }
}
