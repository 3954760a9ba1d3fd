package dpone.runtime.plan;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.StreamSpec;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the streams that are read by their changes; all of them share one position. */
public final class ChangePlanner {
  /** Name of the scope that these streams make up; no stream can have it. */
  public static final String SCOPE = LoadRequest.CHANGES;

  private final PipelineParts parts;
  private final StreamPlanning planning;
  private final List<StreamSpec> specs;

  /** Plans those streams of a manifest. */
  public ChangePlanner(Manifest manifest, PipelineParts parts) {
    this.parts = parts;
    this.planning = new StreamPlanning(manifest, parts);
    this.specs =
        manifest.source().streams().stream()
            .filter(s -> s.strategy().mode() == LoadMode.CDC_APPLY)
            .toList();
  }

  /**
   * What happens to the changes, after what happens to streams that were never read whole.
   *
   * @param reached how far earlier runs came
   */
  ScopePlan plan(Optional<Position> reached) {
    ScopePlan changes = changes();
    List<String> uncovered = parts.changes().uncovered(reached.orElse(null), changes.names());
    return uncovered.isEmpty() ? changes : changes.after(snapshot(changes, uncovered));
  }

  /** What happens to the changes, by what source and sink say now. */
  public ScopePlan changes() {
    List<StreamSpec> keyed = new ArrayList<>();
    List<StreamInfo> infos = new ArrayList<>();
    List<StreamLoad> loads = new ArrayList<>();
    for (StreamSpec spec : specs) {
      try {
        StreamInfo info = parts.changes().describe(spec.selection(), spec.strategy().uniqueKey());
        Strategy strategy =
            new Strategy(LoadMode.CDC_APPLY, info.schema().key(), spec.strategy().parameters());
        StreamSpec stream = spec.with(strategy);
        keyed.add(stream);
        infos.add(info);
        loads.add(planning.load(stream, info, strategy));
      } catch (DponeException e) {
        throw e.at(spec.place());
      }
    }
    return plan(keyed, infos, planning.request(SCOPE, loads), ReadMode.CHANGES)
        .explained(parts.changes()::explain);
  }

  /** What happens to streams of that plan that are read whole first. */
  public ScopePlan snapshot(ScopePlan changes, List<String> names) {
    List<StreamSpec> whole = new ArrayList<>();
    List<StreamInfo> infos = new ArrayList<>();
    List<StreamLoad> loads = new ArrayList<>();
    for (PlannedStream stream : changes.streams()) {
      if (!names.contains(stream.name())) {
        continue;
      }
      StreamSelection all = stream.spec().selection();
      StreamSelection selection =
          new StreamSelection(
              all.name(),
              all.query(),
              ChangeSchema.streamOf(stream.info().schema()).names(),
              all.where(),
              null,
              all.options());
      Strategy strategy =
          new Strategy(LoadMode.FULL_REFRESH, stream.spec().strategy().uniqueKey(), Map.of());
      StreamSpec spec =
          new StreamSpec(selection, stream.spec().target(), strategy, stream.spec().place());
      StreamInfo info = parts.source().describe(selection);
      whole.add(spec);
      infos.add(info);
      loads.add(planning.load(spec, info, strategy));
    }
    return plan(whole, infos, planning.request(SCOPE, loads), ReadMode.FULL)
        .explained(parts.source()::explain);
  }

  private ScopePlan plan(
      List<StreamSpec> streams, List<StreamInfo> infos, LoadRequest request, ReadMode mode) {
    LoadPlan load = parts.sink().plan(request);
    return ScopePlan.of(streams, infos, request, load, mode, planning.commitClass(load));
  }
}
