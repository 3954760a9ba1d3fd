package dpone.runtime.plan;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestWarning;
import dpone.runtime.manifest.StateSpec;
import dpone.runtime.manifest.StreamSpec;
import dpone.spi.Increments;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SinkTraits;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides what a run does, for every stream before the first is touched. Stateless. */
public final class Planner {
  private Planner() {}

  /**
   * The plan; reads from both systems and changes neither.
   *
   * @param reached how far a scope was read by earlier runs
   */
  public static PipelinePlan plan(
      Manifest manifest, PipelineParts parts, Function<StateKey, Optional<Position>> reached) {
    List<ScopePlan> scopes = new ArrayList<>();
    List<StreamSpec> changing = new ArrayList<>();
    StreamPlanning planning = new StreamPlanning(manifest, parts);
    for (StreamSpec stream : manifest.source().streams()) {
      try {
        planning.check(stream);
        if (stream.strategy().mode() == LoadMode.CDC_APPLY) {
          changing.add(stream);
        } else {
          scopes.add(scope(stream, parts, planning));
        }
      } catch (DponeException e) {
        throw e.at(stream.place());
      }
    }
    if (!changing.isEmpty()) {
      scopes.add(
          new ChangePlanner(manifest, parts)
              .plan(reached.apply(new StateKey(manifest.name(), ChangePlanner.SCOPE))));
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

  /**
   * What the manifest settles by itself; refuses what no source and no sink can mend. Connects to
   * neither.
   */
  public static PipelineOutline outline(Manifest manifest, PipelineParts parts) {
    StreamPlanning planning = new StreamPlanning(manifest, parts);
    List<PipelineOutline.Stream> streams = new ArrayList<>();
    for (StreamSpec stream : manifest.source().streams()) {
      try {
        planning.check(stream);
      } catch (DponeException e) {
        throw e.at(stream.place());
      }
      streams.add(
          new PipelineOutline.Stream(stream, readMode(stream, manifest.source().increments())));
    }
    SinkTraits traits = parts.sink().traits();
    return new PipelineOutline(
        manifest.name(),
        manifest.source().type(),
        manifest.sink().type(),
        manifest.runtime().parallelism(),
        manifest.runtime().memoryBytes(),
        traits.commitClass(),
        manifest.state() instanceof StateSpec.Store store
            && store.type().equals(manifest.sink().type())
            && parts.sink().capability(CommitsState.class).isPresent(),
        traits.fence(),
        streams,
        manifest.warnings().stream().map(ManifestWarning::oneLine).toList());
  }

  private static ScopePlan scope(StreamSpec stream, PipelineParts parts, StreamPlanning planning) {
    StreamInfo info = parts.source().describe(stream.selection());
    LoadRequest request =
        planning.request(stream.name(), List.of(planning.load(stream, info, stream.strategy())));
    LoadPlan load = parts.sink().plan(request);
    return ScopePlan.of(
            List.of(stream),
            List.of(info),
            request,
            load,
            readMode(stream, planning.manifest().source().increments()),
            planning.commitClass(load))
        .explained(parts.source()::explain);
  }

  private static ReadMode readMode(StreamSpec stream, Increments increments) {
    LoadMode mode = stream.strategy().mode();
    // A backfill without a cursor goes by whatever key the source knows.
    if (increments == Increments.BY_CURSOR
        && stream.selection().cursorColumn().isEmpty()
        && mode != LoadMode.BACKFILL
        && mode != LoadMode.CDC_APPLY) {
      return ReadMode.FULL;
    }
    return switch (mode) {
      case INCREMENTAL_APPEND -> ReadMode.AFTER_POSITION;
      case INCREMENTAL_MERGE, BACKFILL -> ReadMode.FROM_POSITION;
      case SCD2 -> closesMissing(stream) ? ReadMode.FULL : ReadMode.FROM_POSITION;
      case FULL_REFRESH, REPLACE, PARTITION_REPLACE, SNAPSHOT_DIFF -> ReadMode.FULL;
      case CDC_APPLY -> ReadMode.CHANGES;
    };
  }

  /** Only what is known to be gone can be closed, and that takes a look at everything. */
  private static boolean closesMissing(StreamSpec stream) {
    return stream.strategy().parameters().getOrDefault("close_missing", "").equals("true");
  }
}
