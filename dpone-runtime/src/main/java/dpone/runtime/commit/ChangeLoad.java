package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.RuntimeSpec;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.stage.StreamCounts;
import dpone.runtime.state.Intent;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeReader;
import dpone.spi.context.Boundary;
import dpone.spi.sink.Committer;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes loads of one change reader, each from one position to a later one. A load ends only where
 * the reader says that everything before was delivered. Used by one thread.
 */
final class ChangeLoad {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** How a load ended. */
  enum End {
    /** Its rows are committed. */
    COMMITTED,
    /** There was nothing to load, and the position is stored. */
    ADVANCED,
    /** A bounded read is at its end, and everything is committed. */
    COMPLETE,
    /** The reader is of no use any more; everything before the change is committed. */
    COLUMNS_CHANGED
  }

  private final PipelineParts parts;
  private final ScopeRunner.Settings settings;
  private final RuntimeSpec.Changes bounds;
  private final CommitProtocol protocol;
  private final Committer committer;
  private final ChangeReader reader;
  private final ScopePlan plan;
  private long advancedAt = System.nanoTime();
  private @Nullable ChangeStage stage;
  private @Nullable Position reached;
  private boolean within;
  private @Nullable String changed;
  private boolean first = true;

  ChangeLoad(
      PipelineParts parts,
      ScopeRunner.Settings settings,
      RuntimeSpec.Changes bounds,
      CommitProtocol protocol,
      Committer committer,
      ChangeReader reader,
      ScopePlan plan) {
    this.parts = parts;
    this.settings = settings;
    this.bounds = bounds;
    this.protocol = protocol;
    this.committer = committer;
    this.reader = reader;
    this.plan = plan;
  }

  /** The stream whose columns changed, if one did. */
  @Nullable String changed() {
    return changed;
  }

  /** Makes the next load. */
  End next() {
    if (changed != null) {
      // What came before is committed, and the reader has no more to say.
      return End.COLUMNS_CHANGED;
    }
    try {
      while (true) {
        settings.cancellation().check();
        reader.next(patience()).ifPresent(this::take);
        Optional<End> end = end();
        if (end.isPresent()) {
          return end.get();
        }
      }
    } catch (RuntimeException e) {
      drop(e);
      throw e;
    }
  }

  private Duration patience() {
    ChangeStage open = stage;
    if (open == null || within || !bounds.continuous()) {
      return LONGEST_WAIT;
    }
    Duration left = bounds.commitInterval().minusNanos(open.age());
    return left.isNegative()
        ? Duration.ZERO
        : left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
  }

  private void take(ChangeEvent event) {
    switch (event) {
      case ChangeEvent.Rows rows -> {
        try (var chunk = rows.chunk()) {
          within = true;
          stage().write(rows.stream(), chunk);
        }
      }
      case ChangeEvent.Reached at -> {
        within = false;
        reached = at.position();
        if (stage != null) {
          stage.account(reader.receipts());
        }
      }
      case ChangeEvent.SchemaChange change -> {
        changed = change.stream();
        settings.listener().note(change.stream() + ": " + change.what());
      }
    }
  }

  /** What the situation asks for, if the load is to end here. */
  private Optional<End> end() {
    boolean ends = changed != null;
    boolean complete = !within && reader.complete();
    ChangeStage open = stage;
    Position position = reached;
    if (!within && position != null) {
      if (open != null && (ends || complete || isDue(open))) {
        commit(open, position);
        return Optional.of(End.COMMITTED);
      }
      if (open == null && (ends || complete || isIdle())) {
        protocol.advance(position);
        advancedAt = System.nanoTime();
        reached = null;
        return Optional.of(End.ADVANCED);
      }
    }
    if (ends) {
      // Half a transaction: it comes again, in the new columns.
      drop(null);
      return Optional.of(End.COLUMNS_CHANGED);
    }
    return complete ? Optional.of(End.COMPLETE) : Optional.empty();
  }

  private boolean isDue(ChangeStage open) {
    return open.rows() >= bounds.commitRows()
        || (bounds.continuous() && open.age() >= bounds.commitInterval().toNanos());
  }

  private boolean isIdle() {
    return System.nanoTime() - advancedAt >= bounds.idleInterval().toNanos();
  }

  private ChangeStage stage() {
    ChangeStage open = stage;
    if (open == null) {
      // Nothing of this scope is read before its first change is staged.
      if (first) {
        settings.boundaries().accept(Boundary.BEFORE_FIRST_READ);
        first = false;
      }
      ScopePlan now = plan.withLoad(parts.sink().plan(plan.request()));
      LoadId loadId = protocol.nextLoad(now);
      open =
          new ChangeStage(
              parts.sink(),
              now,
              loadId,
              committer.stage(now.load(), loadId, protocol.generation()),
              settings);
      stage = open;
    } else {
      settings.boundaries().accept(Boundary.AFTER_READ_BEFORE_HAND_OFF);
    }
    return open;
  }

  private void commit(ChangeStage open, Position position) {
    CommitMessage message = committer.prepare(open.handle(), open.finish());
    Map<String, StreamCounts> counts = open.counts();
    Intent intent = protocol.intend(message, counts, position, reader.complete());
    stage = null;
    reached = null;
    protocol.settle(committer, intent, counts);
    advancedAt = System.nanoTime();
  }

  /** Drops what is staged and not committed. */
  private void drop(@Nullable RuntimeException cause) {
    ChangeStage open = stage;
    stage = null;
    reached = null;
    within = false;
    if (open != null) {
      open.close();
      CommitProtocol.abortQuietly(committer, open.loadId(), protocol.generation(), cause);
    }
  }
}
