package acme.connector;

import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.StateCommit;
import dpone.spi.sink.StreamLoad;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Publishes one stream by a rename; the load id stands in the file that is renamed. */
final class AcmeCommitter implements Committer {
  private final Path folder;
  private final ConnectorContext context;
  private final StreamLoad load;
  private final Gate gate;

  AcmeCommitter(Path folder, ConnectorContext context, StreamLoad load) {
    this.folder = folder;
    this.context = context;
    this.load = load;
    this.gate = new Gate(folder, load.target(), context);
  }

  private Path stages() {
    return folder.resolve("stage-" + load.target());
  }

  @Override
  public long generation() {
    return gate.generation();
  }

  @Override
  public void fence(long generation) {
    gate.close(generation);
  }

  @Override
  public CommitOutcome probe(LoadId loadId, CommitMessage message) {
    return Files.exists(Tables.file(folder, load.target()))
            && Tables.read(folder, load.target()).loadId().equals(loadId.value())
        ? CommitOutcome.COMMITTED
        : CommitOutcome.NOT_COMMITTED;
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    Stages.dropAll(stages());
    Path stage = Stages.make(stages(), generation + "-" + loadId.value());
    return new StageHandle(loadId, generation, Stages.payload(stage));
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    long written = receipts.stream().mapToLong(WriteReceipt::rows).sum();
    long staged = Stages.rows(Stages.folder(stage.payload())).size();
    if (staged != written) {
      throw AcmeError.STAGE
          .what("the stage holds " + staged + " rows, and " + written + " were written")
          .build();
    }
    return new CommitMessage(stage.loadId(), stage.generation(), written, stage.payload());
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    gate.pass(
        message.generation(),
        () -> {
          if (probe(message.loadId(), message) != CommitOutcome.COMMITTED) {
            publish(message);
          }
        });
    Stages.drop(Stages.folder(message.payload()));
    boolean merged = load.strategy().mode() == LoadMode.INCREMENTAL_MERGE;
    return new CommitReceipt(
        message.loadId(),
        merged ? Map.of() : Map.of(load.stream(), message.rows()),
        Map.of(),
        Map.of());
  }

  private void publish(CommitMessage message) {
    Path stage = Stages.folder(message.payload());
    if (!Files.isDirectory(stage)) {
      throw AcmeError.STAGE.what("the stage " + stage + " is gone").build();
    }
    Drift drift = Drift.of(folder, load);
    List<List<String>> rows = drift.project(load.schema(), Stages.rows(stage));
    List<List<String>> all =
        switch (load.strategy().mode()) {
          case INCREMENTAL_APPEND -> Stream.concat(current(drift).stream(), rows.stream()).toList();
          case INCREMENTAL_MERGE -> merged(drift, rows);
          default -> rows;
        };
    if (!drift.statements().isEmpty()) {
      context.reached(Boundary.DURING_SCHEMA_CHANGE);
    }
    Tables.publish(
        folder,
        load.target(),
        new Table(drift.after(), message.loadId().value(), all),
        () -> context.reached(Boundary.DURING_SWAP));
  }

  private List<List<String>> current(Drift drift) {
    return Files.exists(Tables.file(folder, load.target()))
        ? drift.project(drift.before(), Tables.read(folder, load.target()).rows())
        : List.of();
  }

  private List<List<String>> merged(Drift drift, List<List<String>> rows) {
    List<Integer> key =
        load.strategy().uniqueKey().stream().map(drift.after().names()::indexOf).toList();
    Map<List<String>, List<String>> byKey = new LinkedHashMap<>();
    current(drift).forEach(row -> byKey.put(key.stream().map(row::get).toList(), row));
    rows.forEach(row -> byKey.put(key.stream().map(row::get).toList(), row));
    return new ArrayList<>(byKey.values());
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    Stages.drop(stages().resolve(generation + "-" + loadId.value()));
  }

  @Override
  public void close() {}
}
