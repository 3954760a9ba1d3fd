package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.stage.SplitResult;
import dpone.runtime.stage.Stager;
import dpone.runtime.stage.StreamCounts;
import dpone.runtime.state.Intent;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.Committer;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadSession;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.StageHandle;
import java.util.List;
import java.util.Map;

/** One load of rows that are read by splits. */
final class SplitLoad {
  private final PipelineParts parts;
  private final ScopeRunner.Settings settings;
  private final CommitProtocol protocol;

  SplitLoad(PipelineParts parts, ScopeRunner.Settings settings, CommitProtocol protocol) {
    this.parts = parts;
    this.settings = settings;
    this.protocol = protocol;
  }

  /** Moves what the session offers; returns whether the source is then read to its end. */
  boolean run(Committer committer, ScopePlan now, LoadId loadId, ReadSession session) {
    Position before = protocol.reached();
    requireWhole(now, session);
    settings.boundaries().accept(Boundary.BEFORE_FIRST_READ);
    long generation = protocol.generation();
    StageHandle stage = committer.stage(now.load(), loadId, generation);
    Map<String, StreamCounts> counts;
    boolean complete;
    Intent intent;
    try {
      List<SplitResult> results = stager().move(session.splits(), stage, now.load().streams());
      settings.cancellation().check();
      counts = StreamCounts.of(now.names(), results);
      Position after =
          session.position(results.stream().map(SplitResult::read).toList()).orElse(null);
      requireWhole(now, session);
      complete = session.complete();
      if (!complete && (after == null || after.equals(before))) {
        throw incomplete(now, "says there is more to read, yet its position does not move");
      }
      CommitMessage message =
          committer.prepare(stage, results.stream().map(SplitResult::written).toList());
      intent = protocol.intend(message, counts, after, complete);
    } catch (RuntimeException e) {
      CommitProtocol.abortQuietly(committer, loadId, generation, e);
      throw e;
    }
    protocol.settle(committer, intent, counts);
    return complete;
  }

  private static void requireWhole(ScopePlan now, ReadSession session) {
    if (now.mode() == ReadMode.FULL && !session.complete()) {
      throw incomplete(
          now, "does not offer a whole view of the stream, so it cannot replace a target");
    }
  }

  private Stager stager() {
    return new Stager(
        parts.source(),
        parts.sink(),
        settings.parallelism(),
        settings.retry(),
        settings.clock(),
        settings.cancellation(),
        settings.meters(),
        settings.boundaries(),
        settings.listener());
  }

  private static DponeException incomplete(ScopePlan plan, String why) {
    return DponeException.of(ErrorCategory.DATA, "SOURCE_INCOMPLETE", "the source " + why)
        .at(Place.stream(plan.scope()))
        .remedy("nothing was published; choose another strategy.mode or report the connector")
        .build();
  }
}
