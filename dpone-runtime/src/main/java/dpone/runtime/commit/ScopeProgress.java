package dpone.runtime.commit;

import dpone.runtime.plan.PlannedStream;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a scope came; written by its runner, read for the receipt. Used by one thread. */
public final class ScopeProgress {
  private static final int MAX_NOTES = 20;

  private final InstantSource clock;
  private final Instant startedAt;
  private final ScopePlan first;
  private final Map<String, Tally> tallies = new HashMap<>();
  private ScopePlan plan;
  private @Nullable ScopeState before;
  private @Nullable ScopeState after;
  private @Nullable LoadId loadId;
  private @Nullable CommitOutcome recovered;
  private final Set<String> notes = new LinkedHashSet<>();

  /** What happened to one stream. */
  private static final class Tally {
    StreamCounts counts = StreamCounts.ZERO;
    long inserted;
    long updated;
    long deleted;
    final Set<String> ddl = new LinkedHashSet<>();
  }

  /** Progress of a scope that is about to run. */
  public ScopeProgress(ScopePlan plan, InstantSource clock) {
    this.first = plan;
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

  void advanced(ScopeState state) {
    after = state;
  }

  void committed(Map<String, StreamCounts> more, CommitReceipt receipt, ScopeState state) {
    for (PlannedStream stream : plan.streams()) {
      String name = stream.name();
      Tally tally = tally(name);
      tally.counts = tally.counts.plus(more.getOrDefault(name, StreamCounts.ZERO));
      tally.inserted = add(tally.inserted, receipt.inserted().getOrDefault(name, -1L));
      tally.updated = add(tally.updated, receipt.updated().getOrDefault(name, -1L));
      tally.deleted = add(tally.deleted, receipt.deleted().getOrDefault(name, -1L));
      tally.ddl.addAll(stream.plan().ddl());
    }
    // Many loads of one run say much the same.
    receipt.notes().stream().limit(MAX_NOTES - notes.size()).forEach(notes::add);
    after = state;
  }

  private Tally tally(String stream) {
    return tallies.computeIfAbsent(stream, name -> new Tally());
  }

  private static long add(long sum, long more) {
    return sum < 0 || more < 0 ? -1 : sum + more;
  }

  /** Whether a load of this run was committed. */
  public boolean committedAnything() {
    return before != null && after != null && after.completed() > before.completed();
  }

  /** The receipts of the scope's streams, in order. */
  public List<StreamReceipt> receipts(RunStatus status) {
    List<StreamReceipt> receipts = new ArrayList<>();
    for (PlannedStream stream : first.streams()) {
      PlannedStream now =
          plan.streams().stream()
              .filter(s -> s.name().equals(stream.name()))
              .findFirst()
              .orElse(stream);
      receipts.add(receipt(now, status));
    }
    return receipts;
  }

  private StreamReceipt receipt(PlannedStream stream, RunStatus status) {
    Tally tally = tally(stream.name());
    return new StreamReceipt(
        stream.name(),
        stream.plan().target(),
        status,
        loadId == null ? null : loadId.value(),
        tally.counts.read(),
        tally.counts.written(),
        tally.counts.rejected(),
        tally.counts.filtered(),
        tally.counts.bytes(),
        tally.inserted,
        tally.updated,
        tally.deleted,
        stream.lane(),
        stream.plan().publish(),
        List.copyOf(notes),
        plan.commitClass().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        committedAnything() ? List.copyOf(tally.ddl) : stream.plan().ddl(),
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
