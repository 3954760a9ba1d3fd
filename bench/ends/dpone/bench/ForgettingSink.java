package dpone.bench;

import dpone.spi.batch.Chunk;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.Fence;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Takes columns, counts rows, keeps nothing; says how long rows took to come. */
final class ForgettingSink implements Sink {
  private final AtomicLong first = new AtomicLong();
  private final AtomicLong last = new AtomicLong();

  @Override
  public SinkTraits traits() {
    return new SinkTraits(
        CommitClass.AT_LEAST_ONCE,
        Fence.STAGE_REMOVAL,
        Set.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND));
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    return new LoadPlan(
        CommitClass.AT_LEAST_ONCE,
        Fence.STAGE_REMOVAL,
        request.streams().stream().map(ForgettingSink::plan).toList());
  }

  private static StreamPlan plan(StreamLoad load) {
    return new StreamPlan(
        load.stream(),
        load.target(),
        load.schema().fields().stream()
            .map(f ->
                new ColumnMapping(
                    f.name(), f.type(), f.name(), f.type().text(), Fidelity.EXACT, ""))
            .toList(),
        List.of(),
        "forget",
        null,
        List.of());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new Forgetting();
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    first.compareAndSet(0, System.nanoTime());
    return new StageWriter() {
      private long rows;
      private long bytes;

      @Override
      public void write(Chunk chunk) {
        rows += chunk.rows();
        bytes += chunk.bytes();
      }

      @Override
      public WriteReceipt finish() {
        last.accumulateAndGet(System.nanoTime(), Math::max);
        return new WriteReceipt(split.stream(), split.ordinal(), rows, 0, bytes, nothing());
      }

      @Override
      public void close() {}
    };
  }

  private static Payload nothing() {
    return Payload.empty("bench-ends", "nothing");
  }

  private final class Forgetting implements Committer {
    @Override
    public long generation() {
      return 0;
    }

    @Override
    public void fence(long generation) {}

    @Override
    public CommitOutcome probe(LoadId loadId, CommitMessage message) {
      return CommitOutcome.NOT_COMMITTED;
    }

    @Override
    public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
      return new StageHandle(loadId, generation, nothing());
    }

    @Override
    public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
      return new CommitMessage(
          stage.loadId(),
          stage.generation(),
          receipts.stream().mapToLong(WriteReceipt::rows).sum(),
          nothing());
    }

    @Override
    public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
      long micros = (last.get() - first.get()) / 1000;
      return new CommitReceipt(
          message.loadId(), Map.of(), Map.of(), Map.of(), List.of("moved in us " + micros));
    }

    @Override
    public void abort(LoadId loadId, long generation) {}

    @Override
    public void close() {}
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
