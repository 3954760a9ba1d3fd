package dpone.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.runtime.commit.MemorySystem.Row;
import dpone.runtime.connect.PipelineParts;
import dpone.runtime.context.MicrometerMeters;
import dpone.runtime.context.PooledAllocator;
import dpone.runtime.context.RunCancellation;
import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.receipt.StreamReceipt;
import dpone.runtime.retry.RetryBounds;
import dpone.runtime.state.FileStateStore;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamSelection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class ScopeRunnerTest {
  private static final Duration TTL = Duration.ofMillis(150);
  private static final Set<Boundary> REPORTED_BY_OTHERS =
      Set.of(Boundary.MID_STATE_WRITE, Boundary.DURING_SCHEMA_CHANGE);

  @TempDir Path folder;
  private final MemorySystem system = new MemorySystem();
  private long pageLimit = Long.MAX_VALUE;
  private boolean loseAnswer;
  private boolean unreachable;
  private int lost;
  private Set<Long> refused = Set.of();
  private boolean forgetsRejects;
  private int failingWriters;
  private boolean refusesFirst;
  private int stages;

  @BeforeEach
  void tenRows() {
    LongStream.rangeClosed(1, 10).forEach(i -> system.source.put(i, "v" + i));
  }

  @Test
  void aRunMovesEveryRowOnce() {
    StreamReceipt receipt = run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(receipt.rowsRead()).isEqualTo(10);
    assertThat(receipt.rowsWritten()).isEqualTo(10);
    assertThat(receipt.positionAfter()).isEqualTo("id <= 10");
    assertThat(system.acknowledged).containsExactly("10");
  }

  @Test
  void aSecondRunMovesNothingAndStillCountsAsCompleted() {
    run(LoadMode.INCREMENTAL_APPEND, false);
    StreamReceipt second = run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(second.rowsRead()).isZero();
    assertThat(second.completedAfter()).isEqualTo(2);
    assertThat(system.target).hasSize(10);
  }

  @Test
  void newRowsAfterAnEmptyRunAreNotTakenForAnOldLoad() {
    run(LoadMode.INCREMENTAL_APPEND, false);
    run(LoadMode.INCREMENTAL_APPEND, false);
    system.source.put(11L, "v11");
    run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(system.loads).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void aSecondFullRefreshIsNotTakenForAnOldLoad() {
    run(LoadMode.FULL_REFRESH, false);
    system.source.remove(3L);
    system.source.put(4L, "changed");
    run(LoadMode.FULL_REFRESH, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(system.loads).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aLoadAfterALostStateIsNotTakenForAnOldLoad() throws Exception {
    run(LoadMode.FULL_REFRESH, false);
    try (Stream<Path> files = java.nio.file.Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        java.nio.file.Files.delete(file);
      }
    }
    system.source.put(99L, "new");
    run(LoadMode.FULL_REFRESH, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
  }

  @Test
  void aSourceThatIsReadInPagesIsCommittedPageByPage() {
    pageLimit = 4;
    StreamReceipt receipt = run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(receipt.completedAfter()).isEqualTo(3);
    assertThat(receipt.rowsRead()).isEqualTo(10);
    assertThat(system.acknowledged).containsExactly("4", "8", "10");
  }

  @Test
  void aLostAnswerToTheCommitIsLookedUpAndNotRepeated() {
    loseAnswer = true;
    run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
  }

  @Test
  void aCommitThatCannotBeLookedUpIsUnknownAndTheNextRunFindsOut() {
    loseAnswer = true;
    unreachable = true;
    assertThatThrownBy(() -> run(LoadMode.INCREMENTAL_APPEND, false))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> assertThat(e.category()).isEqualTo(ErrorCategory.COMMIT_UNKNOWN));
    unreachable = false;
    system.source.put(11L, "v11");
    run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
  }

  @Test
  void aLoadWhoseStageTakesNoMoreBeginsAnew() {
    failingWriters = 1;
    StreamReceipt receipt = run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(receipt.rowsWritten()).isEqualTo(10);
    assertThat(stages).isEqualTo(2);
  }

  @Test
  void aLoadBeginsAnewAsOftenAsThePolicySays() {
    failingWriters = Integer.MAX_VALUE;
    assertThatThrownBy(() -> run(LoadMode.INCREMENTAL_APPEND, false))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("STAGE_UNUSABLE");
              assertThat(e.getSuppressed())
                  .anySatisfy(s -> assertThat(s).hasMessageContaining("it blinked"));
            });
    assertThat(system.target).isEmpty();
    assertThat(stages).isEqualTo(3);
  }

  @Test
  void aStageThatAnotherSplitSpoiltIsExplainedByThatSplit() {
    failingWriters = Integer.MAX_VALUE;
    refusesFirst = true;
    assertThatThrownBy(() -> run(LoadMode.INCREMENTAL_APPEND, false))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("STAGE_UNUSABLE");
              assertThat(e.getSuppressed())
                  .singleElement()
                  .satisfies(s -> assertThat(s).hasMessageContaining("it blinked"));
            });
  }

  @Test
  void rowsThatTheSourceCountsAndDoesNotDeliverFailTheRun() {
    lost = 1;
    assertThatThrownBy(() -> run(LoadMode.INCREMENTAL_APPEND, false))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("ACCOUNTING_MISMATCH"));
    assertThat(system.target).isEmpty();
    lost = 0;
    run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
  }

  @Test
  void rowsThatTheSinkRejectsFromItsStageAreCountedAsRejected() {
    refused = Set.of(3L, 7L);
    StreamReceipt receipt = run(LoadMode.INCREMENTAL_APPEND, false);
    assertThat(receipt.rowsRead()).isEqualTo(10);
    assertThat(receipt.rowsWritten()).isEqualTo(8);
    assertThat(receipt.rowsRejected()).isEqualTo(2);
    assertThat(system.target).hasSize(8);
  }

  @Test
  void rowsThatLeaveTheStageUncountedFailTheRun() {
    refused = Set.of(3L);
    forgetsRejects = true;
    assertThatThrownBy(() -> run(LoadMode.INCREMENTAL_APPEND, false))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("ACCOUNTING_MISMATCH"));
    assertThat(system.target).isEmpty();
  }

  static Stream<Arguments> kills() {
    return Stream.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND)
        .flatMap(mode ->
            Stream.of(true, false)
                .flatMap(transactional ->
                    Stream.of(Boundary.values())
                        .filter(b -> !REPORTED_BY_OTHERS.contains(b))
                        .filter(b -> !(transactional && b == Boundary.DURING_SWAP))
                        .map(b -> Arguments.of(b, mode, transactional))));
  }

  @ParameterizedTest(name = "{0} {1} transactional={2}")
  @MethodSource("kills")
  void aProcessThatDiesLosesNothingAndDoublesNothing(
      Boundary boundary, LoadMode mode, boolean transactional) {
    MemorySystem.Process process = system.new Process();
    Set<Boundary> fired = new HashSet<>();
    assertThatThrownBy(() ->
            run(
                process,
                mode,
                transactional,
                reached -> {
                  if (reached == boundary) {
                    fired.add(reached);
                    process.die();
                    process.system();
                  }
                }))
        .isInstanceOf(RuntimeException.class);
    assertThat(fired).as("the fault must fire").containsExactly(boundary);
    // A row that came in between shows whether a load was taken for another.
    system.source.put(11L, "v11");
    run(mode, transactional);
    assertThat(system.target).containsExactlyInAnyOrderElementsOf(system.sourceRows());
  }

  @Test
  void aZombieNeitherPublishesNorSavesNorAcknowledges() {
    MemorySystem.Process zombie = system.new Process();
    List<Row> atTakeOver = new java.util.ArrayList<>();
    assertThatThrownBy(() ->
            run(
                zombie,
                LoadMode.INCREMENTAL_APPEND,
                false,
                reached -> {
                  if (reached == Boundary.AFTER_FLUSH_BEFORE_COMMIT && atTakeOver.isEmpty()) {
                    // The zombie's lease runs out while it sleeps here and another run takes over.
                    zombie.stop();
                    run(LoadMode.INCREMENTAL_APPEND, false);
                    atTakeOver.addAll(system.target);
                    zombie.goOn();
                  }
                }))
        .isInstanceOf(RuntimeException.class);
    assertThat(atTakeOver).containsExactlyInAnyOrderElementsOf(system.sourceRows());
    assertThat(system.target).isEqualTo(atTakeOver);
    assertThat(system.acknowledged).containsExactly("10");
  }

  private StreamReceipt run(LoadMode mode, boolean transactional) {
    return run(system.new Process(), mode, transactional, reached -> {});
  }

  private StreamReceipt run(
      MemorySystem.Process process,
      LoadMode mode,
      boolean transactional,
      Consumer<Boundary> boundaries) {
    RunCancellation cancellation = new RunCancellation(Clock.systemUTC(), null);
    PooledAllocator allocator = new PooledAllocator(8 << 20, 2, cancellation);
    MemorySource source = new MemorySource(process, allocator, pageLimit);
    source.lost = lost;
    MemorySink sink = new MemorySink(process, boundaries, transactional);
    sink.loseNextAnswer = loseAnswer;
    sink.unreachableAfterLoss = unreachable;
    sink.refusedKeys = refused;
    sink.forgetsRejects = forgetsRejects;
    sink.failingWriters = failingWriters;
    sink.refusesFirst = refusesFirst;
    loseAnswer = false;
    MemoryState state =
        new MemoryState(
            new FileStateStore(folder, Clock.systemUTC(), boundaries), process, transactional);
    PipelineParts parts = new PipelineParts(source, null, sink, state, "memory:a", "memory:b");
    ScopeProgress progress = new ScopeProgress(plan(sink, mode, transactional), Clock.systemUTC());
    ScopeRunner runner =
        new ScopeRunner(
            parts,
            plan(sink, mode, transactional),
            new ScopeRunner.Settings(
                "test",
                "tester",
                2,
                new RetryBounds(
                    3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(1)),
                TTL,
                cancellation,
                Clock.systemUTC(),
                new MicrometerMeters(new SimpleMeterRegistry(), "test", "memory"),
                boundaries,
                RunListener.SILENT),
            progress);
    try {
      runner.run();
    } finally {
      stages = sink.stages;
    }
    assertThat(allocator.chargedBytes()).as("memory given back").isZero();
    return progress.receipts(RunStatus.SUCCEEDED).getFirst();
  }

  private static ScopePlan plan(MemorySink sink, LoadMode mode, boolean transactional) {
    Strategy strategy = new Strategy(mode, List.of(), Map.of());
    StreamSelection selection =
        new StreamSelection("rows", null, List.of(), null, "id", Options.NONE);
    LoadRequest request =
        new LoadRequest(
            "test",
            "rows",
            List.of(
                new StreamLoad(
                    "memory",
                    "rows",
                    "target",
                    MemorySource.SCHEMA,
                    strategy,
                    SchemaEvolution.DEFAULT,
                    Set.of(),
                    List.of(),
                    -1)));
    return ScopePlan.of(
        List.of(new StreamSpec(selection, "target", strategy, Place.UNKNOWN)),
        List.of(
            new dpone.spi.source.StreamInfo(
                "rows", MemorySource.SCHEMA, List.of(), -1, -1, List.of())),
        request,
        sink.plan(request),
        mode == LoadMode.FULL_REFRESH ? ReadMode.FULL : ReadMode.AFTER_POSITION,
        transactional ? CommitClass.TRANSACTIONAL_WITH_STATE : CommitClass.STAGED_COMMIT);
  }
}
