package dpone.connector.bigquery.sqltests;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One load of two splits as a run does it: parts that fail in passing are moved again, a commit
 * never is; and what the next run does about a load that was left behind.
 */
final class OneLoad {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("name", new DataType.Text(), true, ""),
              new Field("day", new DataType.Date(), true, "")),
          List.of("id"));

  /** The first of {@link #DAYS} days in turn, 2026-01-01, as days since 1970. */
  static final int FIRST_DAY = 20_454;

  static final int DAYS = 3;
  private static final int SPLITS = 2;

  private final Warehouse warehouse;
  private final TestContext context;
  private final Map<String, ?> options;
  private final LoadRequest request;
  private final int movedAgain;
  private String name = "row ";
  private @Nullable CommitMessage message;

  /**
   * A load that nobody began.
   *
   * @param movedAgain how often a part that failed in passing is moved again
   */
  OneLoad(
      Warehouse warehouse,
      TestContext context,
      Map<String, ?> options,
      LoadRequest request,
      int movedAgain) {
    this.warehouse = warehouse;
    this.context = context;
    this.options = options;
    this.request = request;
    this.movedAgain = movedAgain;
  }

  /** Hears each step that is done: a split, all of them, the stage. */
  Consumer<String> at = step -> {};

  /** Rows have other names from now on. */
  void named(String other) {
    name = other;
  }

  /** A request for the table {@code shop.orders}. */
  static LoadRequest request(LoadMode mode, Map<String, String> parameters) {
    return request(SCHEMA, new Strategy(mode, List.of(), parameters));
  }

  /** A request for the table {@code shop.orders}. */
  static LoadRequest request(Schema schema, Strategy strategy) {
    return new LoadRequest(
        "p",
        "orders",
        List.of(
            new StreamLoad(
                "postgres",
                "orders",
                "shop.orders",
                schema,
                strategy,
                SchemaEvolution.DEFAULT,
                Set.of(),
                List.of(),
                -1)));
  }

  /** Puts rows of one split into a batch. */
  @FunctionalInterface
  interface Rows {
    /** All rows of the split of that number. */
    void write(ColumnBatch batch, int split);
  }

  /** Loads so many rows in each split. */
  CommitReceipt run(LoadId id, int rowsOfEach) {
    return run(
        id,
        (batch, split) -> {
          for (int i = 0; i < rowsOfEach; i++) {
            batch.longs(0).append(split * 1000L + i);
            batch.bytes(1).append(name + i);
            batch.ints(2).append(FIRST_DAY + i % DAYS);
            batch.endRow();
          }
        });
  }

  /** Loads those rows. */
  CommitReceipt run(LoadId id, Rows rows) {
    try (Sink sink = warehouse.sink(context, options)) {
      LoadPlan plan = sink.plan(request);
      try (Committer committer = sink.committer(request)) {
        long generation = committer.generation() + 1;
        committer.fence(generation);
        StageHandle stage = committer.stage(plan, id, generation);
        List<WriteReceipt> receipts = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
          receipts.add(moved(sink, plan, stage, split, rows));
          at.accept(split == 0 ? "AFTER_A_SPLIT" : "AFTER_ALL_SPLITS");
        }
        CommitMessage prepared = committer.prepare(stage, receipts);
        at.accept("AFTER_PREPARE");
        message = prepared;
        return committer.commit(prepared, Optional.empty());
      }
    }
  }

  private WriteReceipt moved(Sink sink, LoadPlan plan, StageHandle stage, int ordinal, Rows rows) {
    for (int attempt = 0; ; attempt++) {
      Split split = new Split("orders", ordinal, -1, Payload.empty("postgres", "x"));
      try (StageWriter writer = sink.writer(stage, plan.streams().getFirst(), split, attempt)) {
        try (ColumnBatch batch =
            ColumnBatch.create(request.streams().getFirst().schema(), context)) {
          rows.write(batch, ordinal);
          writer.write(batch);
        }
        return writer.finish();
      } catch (DponeException failure) {
        boolean passes =
            failure.category() == ErrorCategory.TRANSIENT
                || failure.category() == ErrorCategory.THROTTLED;
        if (!passes || attempt >= movedAgain) {
          throw failure;
        }
      }
    }
  }

  /**
   * What the next run does first: it looks the load up, completes one that was being published, and
   * loads under another id what was not published.
   */
  CommitOutcome recovered(LoadId id, LoadId another, int rowsOfEach) {
    CommitOutcome outcome = CommitOutcome.NOT_COMMITTED;
    CommitMessage left = message;
    if (left != null) {
      try (Sink sink = warehouse.sink(context, options);
          Committer committer = sink.committer(request)) {
        committer.fence(committer.generation() + 1);
        outcome = committer.probe(id, left);
        if (outcome != CommitOutcome.NOT_COMMITTED) {
          committer.commit(left, Optional.empty());
        }
      }
    }
    if (outcome == CommitOutcome.NOT_COMMITTED) {
      run(another, rowsOfEach);
    }
    return outcome;
  }
}
