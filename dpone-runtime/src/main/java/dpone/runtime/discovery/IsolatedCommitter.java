package dpone.runtime.discovery;

import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A committer behind its guard. */
record IsolatedCommitter(Committer delegate, Guard guard) implements Committer {
  @Override
  public long generation() {
    return guard.call("Committer.generation", delegate::generation);
  }

  @Override
  public void fence(long generation) {
    guard.run("Committer.fence", () -> delegate.fence(generation));
  }

  @Override
  public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
    return guard.call("Committer.probe", () -> delegate.probe(loadId, message));
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    return guard.call("Committer.stage", () -> delegate.stage(plan, loadId, generation));
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    return guard.call("Committer.prepare", () -> delegate.prepare(stage, receipts));
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    return guard.call("Committer.commit", () -> delegate.commit(message, state));
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    guard.run("Committer.abort", () -> delegate.abort(loadId, generation));
  }

  @Override
  public void close() {
    guard.run("Committer.close", () -> delegate.close());
  }
}
