package dpone.runtime.commit;

import dpone.runtime.commit.MemorySystem.Row;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.Committer;
import dpone.spi.sink.Fence;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import dpone.spi.sink.StageUnusable;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StateCommit;
import dpone.spi.sink.StreamPlan;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a {@link MemorySystem}. Staged: the publish moves row by row and may be cut between
 * two; transactional: it happens at once, with the state.
 */
final class MemorySink implements Sink {
  private final MemorySystem.Process process;
  private final Consumer<Boundary> boundaries;
  private final boolean transactional;

  /** A fault that a test switches on: the answer to the next commit is lost after it took place. */
  boolean loseNextAnswer;

  /** A fault that a test switches on: after a lost answer the system cannot be asked either. */
  boolean unreachableAfterLoss;

  /** A fault that a test switches on: so many writers fail, and leave rows that stay. */
  int failingWriters;

  /** How often a stage was opened. */
  int stages;

  /** Whether the others are refused before the writer that spoils the stage says that it failed. */
  boolean refusesFirst;

  private volatile CountDownLatch spoilt = new CountDownLatch(1);
  private volatile CountDownLatch refusedOne = new CountDownLatch(1);

  /** Keys that the check of the stage refuses. */
  Set<Long> refusedKeys = Set.of();

  /** A fault that a test switches on: rejected rows are not counted. */
  boolean forgetsRejects;

  private boolean lost;

  MemorySink(MemorySystem.Process process, Consumer<Boundary> boundaries, boolean transactional) {
    this.process = process;
    this.boundaries = boundaries;
    this.transactional = transactional;
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(
        CommitClass.STAGED_COMMIT,
        Fence.STAGE_REMOVAL,
        Set.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND));
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    return new LoadPlan(
        CommitClass.STAGED_COMMIT,
        Fence.STAGE_REMOVAL,
        request.streams().stream()
            .map(s ->
                new StreamPlan(
                    s.stream(),
                    s.target(),
                    List.of(),
                    List.of(),
                    s.strategy().mode().text(),
                    null,
                    List.of()))
            .toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new MemoryCommitter(request.streams().getFirst().strategy().mode());
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    if (refusesFirst && split.ordinal() > 0) {
      await(spoilt);
    }
    if (spoilt.getCount() == 0) {
      refusedOne.countDown();
      throw StageUnusable.because("an earlier try left rows in the stage");
    }
    List<Row> own = new ArrayList<>();
    return new StageWriter() {
      @Override
      public void write(Chunk chunk) {
        if (failingWriters > 0) {
          failingWriters--;
          spoilt.countDown();
          if (refusesFirst) {
            await(refusedOne);
          }
          throw DponeException.of(ErrorCategory.TRANSIENT, "MEMORY_BLINK", "it blinked").build();
        }
        ColumnBatch batch = (ColumnBatch) chunk;
        for (int i = 0; i < batch.rows(); i++) {
          own.add(new Row(batch.longs(0).get(i), batch.bytes(1).text(i)));
        }
      }

      @Override
      public WriteReceipt finish() {
        MemorySystem system = process.system();
        synchronized (system) {
          List<Row> rows = system.stages.get(stage.payload().json());
          if (rows == null) {
            throw new IllegalStateException("stage is gone");
          }
          rows.addAll(own);
        }
        return new WriteReceipt(
            "rows", split.ordinal(), own.size(), 0, 0, Payload.empty("memory", "write"));
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (transactional && type == CommitsState.class) {
      return Optional.of(type.cast((CommitsState) identity -> true));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    // nothing is held
  }

  private final class MemoryCommitter implements Committer {
    private final LoadMode mode;

    MemoryCommitter(LoadMode mode) {
      this.mode = mode;
    }

    @Override
    public long generation() {
      return process.system().fence;
    }

    @Override
    public void fence(long generation) {
      MemorySystem system = process.system();
      if (generation < system.fence) {
        throw fenced(generation);
      }
      system.fence = generation;
    }

    @Override
    public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
      MemorySystem system = process.system();
      if (lost && unreachableAfterLoss) {
        throw DponeException.of(ErrorCategory.TRANSIENT, "MEMORY_GONE", "unreachable").build();
      }
      if (system.loads.contains(loadId.value())) {
        return CommitOutcome.COMMITTED;
      }
      return system.publishing.containsKey(loadId.value())
          ? CommitOutcome.IN_PROGRESS
          : CommitOutcome.NOT_COMMITTED;
    }

    @Override
    public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
      MemorySystem system = process.system();
      spoilt = new CountDownLatch(1);
      refusedOne = new CountDownLatch(1);
      stages++;
      system.stages.clear();
      String name = "stage_g" + generation;
      system.stages.put(name, new ArrayList<>());
      return new StageHandle(loadId, generation, new Payload("memory", "stage", 1, name));
    }

    @Override
    public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
      List<Row> rows = process.system().stages.get(stage.payload().json());
      if (rows == null) {
        throw new IllegalStateException("stage is gone");
      }
      int staged = rows.size();
      rows.removeIf(row -> refusedKeys.contains(row.key()));
      long rejected = forgetsRejects ? 0 : staged - rows.size();
      return new CommitMessage(
          stage.loadId(),
          stage.generation(),
          rows.size(),
          Map.of("rows", rejected),
          stage.payload());
    }

    @Override
    public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
      MemorySystem system = process.system();
      String load = message.loadId().value();
      if (!system.loads.contains(load)) {
        if (system.fence != message.generation() && !system.publishing.containsKey(load)) {
          throw fenced(message.generation());
        }
        publish(system, message, load);
        state.ifPresent(s -> system.transactionalState.put(s.key(), s.document()));
        system.loads.add(load);
        system.publishing.remove(load);
      }
      if (loseNextAnswer) {
        loseNextAnswer = false;
        lost = true;
        throw DponeException.of(ErrorCategory.COMMIT_UNKNOWN, "MEMORY_ANSWER_LOST", "answer lost")
            .build();
      }
      return new CommitReceipt(
          message.loadId(), Map.of("rows", message.rows()), Map.of(), Map.of());
    }

    private void publish(MemorySystem system, CommitMessage message, String load) {
      List<Row> rows = system.stages.get(message.payload().json());
      if (rows == null) {
        throw new IllegalStateException("stage is gone");
      }
      int done = system.publishing.getOrDefault(load, 0);
      if (done == 0 && mode == LoadMode.FULL_REFRESH) {
        system.target.clear();
      }
      for (int i = done; i < rows.size(); i++) {
        system.target.add(rows.get(i));
        if (!transactional) {
          system.publishing.put(load, i + 1);
          boundaries.accept(Boundary.DURING_SWAP);
          process.system();
        }
      }
    }

    @Override
    public void abort(LoadId loadId, long generation) {
      process.system().stages.remove("stage_g" + generation);
    }

    @Override
    public void close() {
      // nothing is held
    }

    private DponeException fenced(long generation) {
      return DponeException.of(
              ErrorCategory.RESOURCE, "MEMORY_FENCED", "generation " + generation + " is fenced")
          .build();
    }
  }
}
