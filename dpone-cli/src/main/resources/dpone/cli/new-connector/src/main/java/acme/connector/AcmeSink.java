package acme.connector;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.CommitClass;
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
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.type.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes tables: staged in a folder that nobody reads, then put in place by one rename. */
final class AcmeSink implements Sink {
  private final Path folder;
  private final ConnectorContext context;

  AcmeSink(Path folder, ConnectorContext context) {
    this.folder = folder;
    this.context = context;
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(
        CommitClass.STAGED_COMMIT,
        Fence.ATOMIC,
        Set.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE));
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    List<StreamPlan> plans = new ArrayList<>();
    for (StreamLoad load : request.streams()) {
      refuseTypes(load);
      Drift drift = Drift.of(folder, load);
      List<ColumnMapping> columns =
          load.schema().fields().stream()
              .filter(f -> drift.after().find(f.name()).isPresent())
              .map(
                  f ->
                      new ColumnMapping(
                          f.name(), f.type(), f.name(), f.type().text(), Fidelity.EXACT, ""))
              .toList();
      plans.add(
          new StreamPlan(
              load.stream(),
              load.target(),
              columns,
              drift.statements(),
              "rename",
              null,
              List.of()));
    }
    return new LoadPlan(CommitClass.STAGED_COMMIT, Fence.ATOMIC, plans);
  }

  /** What cannot be done is refused here, while nothing is changed, by stream and column. */
  private static void refuseTypes(StreamLoad load) {
    for (Field field : load.schema().fields()) {
      if (!Tables.TYPES.contains(field.type())) {
        throw AcmeError.TYPE
            .what("column " + field.name() + " is " + field.type().text())
            .at(Place.stream(load.stream()))
            .build();
      }
    }
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new AcmeCommitter(folder, context, request.streams().getFirst());
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    return new AcmeWriter(context, Stages.folder(stage.payload()), split, attempt);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
