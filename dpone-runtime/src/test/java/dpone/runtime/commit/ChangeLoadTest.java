package dpone.runtime.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.commit.MemorySystem.Row;
import dpone.runtime.connect.PipelineParts;
import dpone.runtime.context.MicrometerMeters;
import dpone.runtime.context.PooledAllocator;
import dpone.runtime.context.RunCancellation;
import dpone.runtime.manifest.RuntimeSpec;
import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.retry.RetryBounds;
import dpone.runtime.state.FileStateStore;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.error.Place;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a load of changes ends when columns change. */
@Tag("unit")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeLoadTest {
  private static final ChangeEvent CHANGED =
      new ChangeEvent.SchemaChange("rows", "column more is new");

  @TempDir Path folder;
  private final MemorySystem system = new MemorySystem();
  private final RunCancellation cancellation = new RunCancellation(Clock.systemUTC(), null);
  private final PooledAllocator allocator = new PooledAllocator(8 << 20, 2, cancellation);

  private ChangeEvent rows(long... keys) {
    ColumnBatch batch = ColumnBatch.create(MemorySource.SCHEMA, allocator);
    for (long key : keys) {
      byte[] value = ("v" + key).getBytes(StandardCharsets.UTF_8);
      batch.longs(0).append(key);
      batch.bytes(1).append(value, 0, value.length);
      batch.endRow();
    }
    return new ChangeEvent.Rows("rows", batch);
  }

  private static ChangeEvent reached(String place) {
    return new ChangeEvent.Reached(
        new Position(new Payload("memory", "place", 1, place), "at " + place));
  }

  /** How the loads end, up to the one that says that columns changed. */
  private List<ChangeLoad.End> follow(ChangeEvent... events) {
    MemorySystem.Process process = system.new Process();
    MemorySink sink = new MemorySink(process, boundary -> {}, false);
    MemoryState state =
        new MemoryState(
            new FileStateStore(folder, Clock.systemUTC(), boundary -> {}), process, false);
    PipelineParts parts =
        new PipelineParts(
            new MemorySource(process, allocator, 1), null, sink, state, "memory:a", "memory:b");
    ScopeRunner.Settings settings =
        new ScopeRunner.Settings(
            "test",
            "tester",
            1,
            RetryBounds.standard(),
            Duration.ofSeconds(5),
            cancellation,
            Clock.systemUTC(),
            new MicrometerMeters(new SimpleMeterRegistry(), "test", "memory"),
            boundary -> {},
            RunListener.SILENT);
    ScopePlan plan = plan(sink);
    ScriptedChanges reader = new ScriptedChanges(List.of(events));
    List<ChangeLoad.End> ends = new ArrayList<>();
    new ScopeRunner(parts, plan, settings, new ScopeProgress(plan, Clock.systemUTC()))
        .run(
            position -> system.acknowledged.add(position.payload().json()),
            (protocol, committer) -> {
              RuntimeSpec.Changes bounds =
                  new RuntimeSpec.Changes(
                      false, Duration.ofSeconds(1), 1000, Duration.ofSeconds(60));
              ChangeLoad load =
                  new ChangeLoad(parts, settings, bounds, protocol, committer, reader, plan);
              while (!ends.contains(ChangeLoad.End.COLUMNS_CHANGED)) {
                ends.add(load.next());
              }
              assertThat(load.changed()).isEqualTo("rows");
            });
    assertThat(reader.left()).isZero();
    assertThat(allocator.chargedBytes()).as("memory given back").isZero();
    return ends;
  }

  private static ScopePlan plan(MemorySink sink) {
    Strategy strategy = new Strategy(LoadMode.INCREMENTAL_APPEND, List.of(), Map.of());
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
        List.of(new StreamSpec(StreamSelection.all("rows"), "target", strategy, Place.UNKNOWN)),
        List.of(new StreamInfo("rows", MemorySource.SCHEMA, List.of(), -1, -1, List.of())),
        request,
        sink.plan(request),
        ReadMode.CHANGES,
        CommitClass.STAGED_COMMIT);
  }

  @Test
  void whatCameBeforeIsCommittedAndTheReaderIsAskedNothingMore() {
    assertThat(follow(rows(1, 2), reached("p1"), CHANGED))
        .containsExactly(ChangeLoad.End.COMMITTED, ChangeLoad.End.COLUMNS_CHANGED);
    assertThat(system.target).containsExactly(new Row(1, "v1"), new Row(2, "v2"));
    assertThat(system.acknowledged).containsExactly("p1");
  }

  @Test
  void halfATransactionIsDropped() {
    assertThat(follow(rows(1, 2), CHANGED)).containsExactly(ChangeLoad.End.COLUMNS_CHANGED);
    assertThat(system.target).isEmpty();
    assertThat(system.stages).isEmpty();
    assertThat(system.acknowledged).isEmpty();
  }

  @Test
  void aPlaceWithoutRowsIsStored() {
    assertThat(follow(reached("p1"), CHANGED))
        .containsExactly(ChangeLoad.End.ADVANCED, ChangeLoad.End.COLUMNS_CHANGED);
    assertThat(system.acknowledged).containsExactly("p1");
  }
}
