package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.context.RunCancellation;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.stage.SplitResult;
import dpone.runtime.stage.Stager;
import dpone.runtime.stage.StreamCounts;
import dpone.runtime.state.Intent;
import dpone.runtime.state.ScopeState;
import dpone.spi.context.Boundary;
import dpone.spi.context.Meters;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.StateCommit;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.StageHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final StateKey key;
  private final ScopeProgress progress;

  private long revision;
  private ScopeState state = ScopeState.fresh();

  /**
   * What all scopes of a run share.
   *
   * @param pipeline name of the pipeline
   * @param owner who runs it, for people
   * @param parallelism splits read at the same time
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
      Duration leaseTtl,
      RunCancellation cancellation,
      InstantSource clock,
      Meters meters,
      Consumer<Boundary> boundaries,
      RunListener listener) {}

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
    this.key = new StateKey(settings.pipeline(), plan.scope());
    this.progress = progress;
  }

  /**
   * Runs the scope.
   *
   * @throws DponeException what ended it; {@code COMMIT_UNKNOWN} when nobody can tell whether the
   *     last load was published
   */
  public void run() {
    try (Committer committer = parts.sink().committer(plan.request());
        LeaseKeeper lease =
            LeaseKeeper.take(
                parts.state(),
                key,
                settings.owner(),
                settings.leaseTtl(),
                committer.generation() + 1,
                settings.cancellation(),
                settings.clock())) {
      Optional<StateEntry> entry = parts.state().read(key);
      entry.ifPresent(stored -> {
        revision = stored.revision();
        state = ScopeState.parse(stored);
      });
      progress.begin(state);
      committer.fence(lease.lease().token());
      recover(committer, lease);
      boolean complete = false;
      while (!complete) {
        complete = load(committer, lease);
      }
      settings.boundaries().accept(Boundary.DURING_CLOSE);
    }
  }

  private void recover(Committer committer, LeaseKeeper lease) {
    Optional<Intent> open = state.pending();
    if (open.isEmpty()) {
      return;
    }
    Intent intent = open.get();
    CommitMessage message = intent.message();
    CommitOutcome outcome = committer.probe(message.loadId(), message);
    progress.recovered(outcome);
    settings
        .listener()
        .note("an earlier run left load " + message.loadId() + " open: " + text(outcome));
    switch (outcome) {
      case COMMITTED -> {
        save(state.settled(intent), lease);
        acknowledge(intent.positionAfter(), lease);
      }
      case IN_PROGRESS -> {
        commit(committer, lease, intent);
        acknowledge(intent.positionAfter(), lease);
      }
      case NOT_COMMITTED -> {
        committer.abort(message.loadId(), message.generation());
        save(state.abandoned(), lease);
      }
      case UNKNOWN -> throw unknown(message.loadId(), null);
    }
  }

  private static String text(CommitOutcome outcome) {
    return switch (outcome) {
      case COMMITTED -> "it was committed, its position is taken over";
      case IN_PROGRESS -> "it was being published, the publish is completed";
      case NOT_COMMITTED -> "it was not committed, its stage is dropped";
      case UNKNOWN -> "it cannot be told whether it was committed";
    };
  }

  /** One load; returns whether the source is read to its end. */
  private boolean load(Committer committer, LeaseKeeper lease) {
    ScopePlan now = plan.withLoad(parts.sink().plan(plan.request()));
    LoadId loadId = LoadIds.next(key, parts, now, state);
    progress.load(loadId, now);
    long generation = lease.lease().token();
    Position before = state.reached().orElse(null);
    try (ReadSession session = parts.source().read(request(now, before))) {
      boolean complete = session.complete();
      if (!complete && now.mode() == ReadMode.FULL) {
        throw incomplete(
            "does not offer a whole view of the stream, so it cannot replace a target");
      }
      settings.boundaries().accept(Boundary.BEFORE_FIRST_READ);
      Intent intent;
      StageHandle stage = committer.stage(now.load(), loadId, generation);
      StreamCounts counts;
      try {
        List<SplitResult> results = stager().move(session.splits(), stage, now.stream());
        settings.cancellation().check();
        counts = StreamCounts.of(now.scope(), results);
        Position after =
            session.position(results.stream().map(SplitResult::read).toList()).orElse(null);
        if (!complete && (after == null || after.equals(before))) {
          throw incomplete("says there is more to read, yet its position does not move");
        }
        CommitMessage message =
            committer.prepare(stage, results.stream().map(SplitResult::written).toList());
        if (message.rows() + message.rowsRejected() != counts.written()) {
          throw stageMismatch(message, counts.written());
        }
        counts = counts.rejecting(message.rowsRejected());
        lease.confirm();
        intent = new Intent(message, after, complete, settings.clock().instant());
        save(state.intending(intent), lease);
      } catch (RuntimeException e) {
        abortQuietly(committer, loadId, generation, e);
        throw e;
      }
      settings.boundaries().accept(Boundary.AFTER_FLUSH_BEFORE_COMMIT);
      CommitReceipt receipt = commit(committer, lease, intent);
      progress.committed(counts, receipt, state);
      acknowledge(intent.positionAfter(), lease);
      return complete;
    }
  }

  private ReadRequest request(ScopePlan now, @Nullable Position from) {
    return new ReadRequest(
        now.scope(),
        List.of(now.read()),
        now.mode() == ReadMode.FULL ? null : from,
        settings.parallelism());
  }

  private Stager stager() {
    return new Stager(
        parts.source(),
        parts.sink(),
        settings.parallelism(),
        settings.cancellation(),
        settings.meters(),
        settings.boundaries(),
        settings.listener());
  }

  /** Publishes and brings the state to where the publish left it. */
  private CommitReceipt commit(Committer committer, LeaseKeeper lease, Intent intent) {
    ScopeState settled = state.settled(intent);
    boolean together = plan.commitClass() == CommitClass.TRANSACTIONAL_WITH_STATE;
    Optional<StateCommit> change =
        together
            ? Optional.of(new StateCommit(key, revision, settled.toJson(), lease.lease()))
            : Optional.empty();
    Instant begun = settings.clock().instant();
    CommitReceipt receipt = publish(committer, intent.message(), change);
    settings.meters().time("dpone.commit", Duration.between(begun, settings.clock().instant()));
    settings.boundaries().accept(Boundary.AFTER_COMMIT_BEFORE_STATE);
    if (together) {
      revision++;
      state = settled;
    } else {
      save(settled, lease);
    }
    settings.boundaries().accept(Boundary.AFTER_STATE_BEFORE_ACKNOWLEDGE);
    return receipt;
  }

  /** A commit whose answer was lost is looked up once, at once; it is never repeated blindly. */
  private CommitReceipt publish(
      Committer committer, CommitMessage message, Optional<StateCommit> change) {
    try {
      return committer.commit(message, change);
    } catch (DponeException e) {
      if (e.category() != ErrorCategory.COMMIT_UNKNOWN) {
        throw e;
      }
      CommitOutcome outcome = probeAfter(e, committer, message);
      settings
          .listener()
          .note("the answer to the commit of " + message.loadId() + " was lost: " + text(outcome));
      return switch (outcome) {
        case COMMITTED, IN_PROGRESS, NOT_COMMITTED -> committer.commit(message, change);
        case UNKNOWN -> throw unknown(message.loadId(), e);
      };
    }
  }

  /** A probe that fails as well, as on a run that was cancelled, leaves the commit unknown. */
  private CommitOutcome probeAfter(
      DponeException lost, Committer committer, CommitMessage message) {
    try {
      return committer.probe(message.loadId(), message);
    } catch (RuntimeException e) {
      if (!e.equals(lost)) {
        lost.addSuppressed(e);
      }
      throw unknown(message.loadId(), lost);
    }
  }

  private void save(ScopeState next, LeaseKeeper lease) {
    revision = parts.state().write(key, revision, next.toJson(), lease.lease()).revision();
    state = next;
  }

  private void acknowledge(@Nullable Position position, LeaseKeeper lease) {
    if (position != null) {
      lease.confirm();
      parts.source().acknowledge(position);
    }
    settings.boundaries().accept(Boundary.AFTER_ACKNOWLEDGE);
  }

  private static void abortQuietly(
      Committer committer, LoadId loadId, long generation, RuntimeException cause) {
    try {
      committer.abort(loadId, generation);
    } catch (RuntimeException e) {
      // The next run of the scope drops the stage by name; the first failure is what counts.
      if (!e.equals(cause)) {
        cause.addSuppressed(e);
      }
    }
  }

  private DponeException incomplete(String why) {
    return DponeException.of(ErrorCategory.DATA, "SOURCE_INCOMPLETE", "the source " + why)
        .at(Place.stream(plan.scope()))
        .remedy("nothing was published; choose another strategy.mode or report the connector")
        .build();
  }

  private DponeException stageMismatch(CommitMessage message, long acknowledged) {
    return DponeException.of(
            ErrorCategory.DATA,
            "ACCOUNTING_MISMATCH",
            "the stage holds "
                + message.rows()
                + " rows and "
                + message.rowsRejected()
                + " were rejected from it, writers were acknowledged "
                + acknowledged)
        .at(Place.stream(plan.scope()))
        .remedy("nothing was published; run again, and report it if it stays")
        .build();
  }

  private DponeException unknown(LoadId loadId, @Nullable DponeException cause) {
    return DponeException.of(
            ErrorCategory.COMMIT_UNKNOWN,
            "COMMIT_UNKNOWN",
            "it cannot be told whether load " + loadId + " was committed")
        .at(Place.stream(plan.scope()))
        .remedy("run again once the target answers; the run finds out before it loads anything")
        .cause(cause)
        .build();
  }
}
