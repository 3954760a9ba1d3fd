package dpone.runtime.plan;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestWarning;
import dpone.runtime.manifest.StreamSpec;
import dpone.spi.Unsupported;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import java.util.ArrayList;
import java.util.List;

/** Decides what a run does, for every stream before the first is touched. Stateless. */
public final class Planner {
  private Planner() {}

  /** The plan; reads from both systems and changes neither. */
  public static PipelinePlan plan(Manifest manifest, PipelineParts parts) {
    List<ScopePlan> scopes = new ArrayList<>();
    for (StreamSpec stream : manifest.source().streams()) {
      try {
        scopes.add(scope(manifest, stream, parts));
      } catch (DponeException e) {
        throw e.at(stream.place());
      }
    }
    return new PipelinePlan(
        manifest.name(),
        manifest.source().type(),
        manifest.sink().type(),
        parts.state().identity(),
        manifest.runtime().parallelism(),
        manifest.runtime().memoryBytes(),
        scopes,
        manifest.warnings().stream().map(ManifestWarning::oneLine).toList());
  }

  private static ScopePlan scope(Manifest manifest, StreamSpec stream, PipelineParts parts) {
    LoadMode mode = stream.strategy().mode();
    if (!parts.sink().traits().modes().contains(mode)) {
      throw Unsupported.what(manifest.sink().type(), "strategy.mode " + mode.text());
    }
    refuseSameTable(stream, parts);
    StreamInfo info = parts.source().describe(stream.selection());
    LoadRequest request =
        new LoadRequest(
            manifest.name(),
            stream.name(),
            List.of(
                new StreamLoad(
                    manifest.source().type(),
                    stream.name(),
                    stream.target(),
                    info.schema(),
                    stream.strategy(),
                    manifest.sink().evolution(),
                    manifest.sink().lossyAllowed(),
                    info.wireFormats(),
                    info.estimatedRows())));
    LoadPlan load = parts.sink().plan(request);
    ScopePlan plan =
        new ScopePlan(
            stream.name(), stream, info, request, load, readMode(stream), commitClass(load, parts));
    return plan.withNotes(parts.source().explain(plan.read()));
  }

  private static ReadMode readMode(StreamSpec stream) {
    // A backfill without a cursor goes by whatever key the source knows.
    if (stream.selection().cursorColumn().isEmpty()
        && stream.strategy().mode() != LoadMode.BACKFILL) {
      return ReadMode.FULL;
    }
    return switch (stream.strategy().mode()) {
      case INCREMENTAL_APPEND -> ReadMode.AFTER_POSITION;
      case SCD2 -> closesMissing(stream) ? ReadMode.FULL : ReadMode.FROM_POSITION;
      case INCREMENTAL_MERGE, CDC_APPLY, BACKFILL -> ReadMode.FROM_POSITION;
      case FULL_REFRESH, REPLACE, PARTITION_REPLACE, SNAPSHOT_DIFF -> ReadMode.FULL;
    };
  }

  /** Only what is known to be gone can be closed, and that takes a look at everything. */
  private static boolean closesMissing(StreamSpec stream) {
    return stream.strategy().parameters().getOrDefault("close_missing", "").equals("true");
  }

  private static CommitClass commitClass(LoadPlan load, PipelineParts parts) {
    boolean together =
        parts
            .sink()
            .capability(CommitsState.class)
            .map(c -> c.accepts(parts.state().identity()))
            .orElse(false);
    return together ? CommitClass.TRANSACTIONAL_WITH_STATE : load.commitClass();
  }

  /** A table loaded into itself would be emptied by its own swap. */
  private static void refuseSameTable(StreamSpec stream, PipelineParts parts) {
    if (parts.sourceIdentity().equals(parts.sinkIdentity())
        && stream.selection().query() == null
        && stream.name().equals(stream.target())) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "MANIFEST_SAME_TABLE",
              "source and target are the same table " + stream.target())
          .at(stream.place())
          .remedy("name another table in sink.table")
          .build();
    }
  }
}
