package dpone.reference;

import dpone.spi.context.ConnectorContext;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes tables through a stage folder and one rename. */
final class FileSink implements Sink {
  private final Settings settings;
  private final ConnectorContext context;

  FileSink(Settings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public SinkTraits traits() {
    return new SinkTraits(
        CommitClass.STAGED_COMMIT,
        Fence.STAGE_REMOVAL,
        settings.has("declares-later") && Tables.any(settings.folder())
            ? Set.of(LoadMode.values())
            : Set.of(
                LoadMode.FULL_REFRESH,
                LoadMode.INCREMENTAL_APPEND,
                LoadMode.INCREMENTAL_MERGE,
                LoadMode.CDC_APPLY),
        settings.has("refuses-declared")
            ? Map.of(LoadMode.FULL_REFRESH, "files are never whole")
            : Map.of(LoadMode.SCD2, "files keep no history"));
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    Lock.open(settings);
    List<StreamPlan> plans = new ArrayList<>();
    for (StreamLoad load : request.streams()) {
      Drift drift = Drift.of(settings, load);
      List<ColumnMapping> columns =
          load.schema().fields().stream()
              .filter(f -> drift.after().find(f.name()).isPresent())
              .map(f ->
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
    return new LoadPlan(CommitClass.STAGED_COMMIT, Fence.STAGE_REMOVAL, plans);
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new FileCommitter(settings, context, request);
  }

  @Override
  public StageWriter writer(StageHandle stage, StreamPlan plan, Split split, int attempt) {
    return new FileWriter(settings, FileCommitter.folder(stage), split, attempt);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
