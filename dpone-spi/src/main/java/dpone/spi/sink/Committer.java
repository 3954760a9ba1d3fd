package dpone.spi.sink;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The coordinating half of a sink, for one scope of one pipeline. Used by one thread. A message may
 * be committed by another process than the one that prepared it.
 */
@Rule(
    id = "SINK-5",
    value =
        "fence() makes every older generation of the scope unable to publish, also one that is in"
            + " the middle of it: when fence() returns, an older publish has either happened and is"
            + " visible to probe(), or can never happen.")
@Rule(
    id = "SINK-6",
    value =
        "stage() never touches the target; it first removes the stages of older generations of the"
            + " same scope by name.")
@Rule(
    id = "SINK-7",
    value =
        "prepare() checks the stage before the target changes: staged rows equal the receipts, keys"
            + " are not null and not doubled where the mode has a key.")
@Rule(
    id = "SINK-8",
    value =
        "commit() publishes once, records the load id with the publish, and with a StateCommit"
            + " changes the state in the same transaction; committing a message again after it"
            + " succeeded changes nothing.")
@Rule(
    id = "SINK-9",
    value =
        "probe() answers from what is recorded in the system; it never guesses: what it cannot tell"
            + " is UNKNOWN.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Committer extends AutoCloseable {
  /**
   * The newest generation that ever fenced this scope, as the sink itself remembers it; 0 if it
   * never did or keeps no such memory. The run takes a newer one, also when its own state was lost.
   */
  long generation();

  /** Keeps older generations from publishing. */
  void fence(long generation);

  /**
   * What became of a load, asked after {@link #fence}.
   *
   * @param loadId the load
   * @param message the prepared message, or null when the process died before it was stored
   */
  CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message);

  /** Opens an empty stage for every stream of the plan. */
  StageHandle stage(LoadPlan plan, LoadId loadId, long generation);

  /**
   * Checks what was staged. Rows that the target would refuse may be rejected here, as far as the
   * manifest allows; the message counts them.
   */
  CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts);

  /**
   * Publishes, or rolls an interrupted publish forward.
   *
   * @param message the prepared load
   * @param state state change to make in the same transaction; only for sinks with {@link
   *     CommitsState}, else empty
   * @throws dpone.spi.error.DponeException COMMIT_UNKNOWN when it is not known whether it happened
   */
  CommitReceipt commit(CommitMessage message, Optional<StateCommit> state);

  /** Removes the stage of a load that is not going to be committed; safe to call twice. */
  void abort(LoadId loadId, long generation);

  @Override
  void close();
}
