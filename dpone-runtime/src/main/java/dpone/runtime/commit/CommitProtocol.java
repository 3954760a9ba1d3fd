package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.stage.StreamCounts;
import dpone.runtime.state.Intent;
import dpone.runtime.state.ScopeState;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.StateCommit;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of the protocol that every load goes through, however its rows came into the stage:
 * intent, commit, state, acknowledge, and what an earlier run left open. Holds the scope's state.
 * Used by one thread.
 */
final class CommitProtocol {
  private final PipelineParts parts;
  private final ScopePlan plan;
  private final ScopeRunner.Settings settings;
  private final StateKey key;
  private final ScopeProgress progress;
  private final LeaseKeeper lease;
  private final Consumer<Position> acknowledge;

  private long revision;
  private ScopeState state = ScopeState.fresh();

  CommitProtocol(
      PipelineParts parts,
      ScopePlan plan,
      ScopeRunner.Settings settings,
      ScopeProgress progress,
      LeaseKeeper lease,
      Consumer<Position> acknowledge) {
    this.parts = parts;
    this.plan = plan;
    this.settings = settings;
    this.key = new StateKey(settings.pipeline(), plan.scope());
    this.progress = progress;
    this.lease = lease;
    this.acknowledge = acknowledge;
  }

  /** Takes over what is stored, keeps older runs out, and settles what one of them left open. */
  void begin(Committer committer) {
    read();
    progress.begin(state);
    committer.fence(generation());
    recover(committer);
  }

  /** After a failure in the middle of a load: reads the state again and settles what is open. */
  void beginAgain(Committer committer) {
    lease.confirm();
    read();
    recover(committer);
  }

  private void read() {
    Optional<StateEntry> entry = parts.state().read(key);
    entry.ifPresent(stored -> {
      revision = stored.revision();
      state = ScopeState.parse(stored);
    });
  }

  long generation() {
    return lease.lease().token();
  }

  @Nullable Position reached() {
    return state.reached().orElse(null);
  }

  /** Names the next load of that plan. */
  LoadId nextLoad(ScopePlan now) {
    LoadId loadId = LoadIds.next(key, parts, now, state);
    progress.load(loadId, now);
    return loadId;
  }

  /**
   * Stores what is about to be committed.
   *
   * @throws DponeException ACCOUNTING_MISMATCH when the stage and its writers disagree
   */
  Intent intend(
      CommitMessage message,
      Map<String, StreamCounts> counts,
      @Nullable Position after,
      boolean complete) {
    long written = StreamCounts.sum(counts.values()).written();
    if (message.rows() + message.rowsRejected() != written) {
      throw stageMismatch(message, written);
    }
    lease.confirm();
    Intent intent = new Intent(message, after, complete, settings.clock().instant());
    save(state.intending(intent));
    return intent;
  }

  /** Commits what was stored as the intent, and tells the source. */
  void settle(Committer committer, Intent intent, Map<String, StreamCounts> counts) {
    settings.boundaries().accept(Boundary.AFTER_FLUSH_BEFORE_COMMIT);
    CommitReceipt receipt = commit(committer, intent);
    Map<String, StreamCounts> settled = new HashMap<>(counts);
    intent
        .message()
        .rejected()
        .forEach((stream, rows) -> settled.computeIfPresent(stream, (s, c) -> c.rejecting(rows)));
    progress.committed(settled, receipt, state);
    acknowledge(intent.positionAfter());
  }

  /** Stores that the source went on without anything to load, and tells it. */
  void advance(Position position) {
    if (!position.equals(reached())) {
      lease.confirm();
      save(state.advanced(position));
      progress.advanced(state);
      acknowledge(position);
    }
  }

  private void recover(Committer committer) {
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
        save(state.settled(intent));
        acknowledge(intent.positionAfter());
      }
      case IN_PROGRESS -> {
        commit(committer, intent);
        acknowledge(intent.positionAfter());
      }
      case NOT_COMMITTED -> {
        committer.abort(message.loadId(), message.generation());
        save(state.abandoned());
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

  /** Publishes and brings the state to where the publish left it. */
  private CommitReceipt commit(Committer committer, Intent intent) {
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
      save(settled);
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

  private void save(ScopeState next) {
    revision = parts.state().write(key, revision, next.toJson(), lease.lease()).revision();
    state = next;
  }

  private void acknowledge(@Nullable Position position) {
    if (position != null) {
      lease.confirm();
      acknowledge.accept(position);
    }
    settings.boundaries().accept(Boundary.AFTER_ACKNOWLEDGE);
  }

  /** Drops a stage, mostly after a failure, which is then what counts. */
  static void abortQuietly(
      Committer committer, LoadId loadId, long generation, @Nullable RuntimeException cause) {
    try {
      committer.abort(loadId, generation);
    } catch (RuntimeException e) {
      // The next run of the scope drops the stage by name.
      if (cause != null && !e.equals(cause)) {
        cause.addSuppressed(e);
      }
    }
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
