package dpone.runtime.commit;

import dpone.runtime.plan.ScopePlan;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.receipt.StreamReceipt;
import dpone.runtime.stage.StreamCounts;
import dpone.runtime.state.ScopeState;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a scope came; written by its runner, read for the receipt. Used by one thread. */
public final class ScopeProgress {
  private static final int MAX_NOTES = 20;

  private final InstantSource clock;
  private final Instant startedAt;
  private ScopePlan plan;
  private @Nullable ScopeState before;
  private @Nullable ScopeState after;
  private @Nullable LoadId loadId;
  private @Nullable CommitOutcome recovered;
  private StreamCounts counts = StreamCounts.ZERO;
  private long inserted;
  private long updated;
  private long deleted;
  private final Set<String> notes = new LinkedHashSet<>();

  /** Progress of a scope that is about to run. */
  public ScopeProgress(ScopePlan plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  void begin(ScopeState state) {
    before = state;
    after = state;
  }

  void recovered(CommitOutcome outcome) {
    recovered = outcome;
  }

  void load(LoadId id, ScopePlan now) {
    loadId = id;
    plan = now;
  }

  void committed(StreamCounts more, CommitReceipt receipt, ScopeState state) {
    counts = counts.plus(more);
    inserted = add(inserted, receipt.inserted().getOrDefault(plan.scope(), -1L));
    updated = add(updated, receipt.updated().getOrDefault(plan.scope(), -1L));
    deleted = add(deleted, receipt.deleted().getOrDefault(plan.scope(), -1L));
    // Many loads of one run say much the same.
    receipt.notes().stream().limit(MAX_NOTES - notes.size()).forEach(notes::add);
    after = state;
  }

  private static long add(long sum, long more) {
    return sum < 0 || more < 0 ? -1 : sum + more;
  }

  /** Whether a load of this run was committed. */
  public boolean committedAnything() {
    return before != null && after != null && after.completed() > before.completed();
  }

  /** The receipt of the scope. */
  public StreamReceipt receipt(RunStatus status) {
    return new StreamReceipt(
        plan.scope(),
        plan.stream().target(),
        status,
        loadId == null ? null : loadId.value(),
        counts.read(),
        counts.written(),
        counts.rejected(),
        counts.filtered(),
        counts.bytes(),
        inserted,
        updated,
        deleted,
        plan.lane(),
        plan.stream().publish(),
        List.copyOf(notes),
        plan.commitClass().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        plan.stream().ddl(),
        display(before),
        display(after),
        before == null ? 0 : before.completed(),
        after == null ? 0 : after.completed(),
        recovered == null ? null : recovered.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Duration.between(startedAt, clock.instant()).toMillis());
  }

  private static @Nullable String display(@Nullable ScopeState state) {
    return state == null ? null : state.reached().map(Position::display).orElse(null);
  }
}
