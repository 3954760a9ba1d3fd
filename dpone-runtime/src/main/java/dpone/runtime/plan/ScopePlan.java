package dpone.runtime.plan;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import java.util.ArrayList;
import java.util.List;

/**
 * What is going to happen to one scope: here one stream with a position of its own.
 *
 * @param scope name of the scope
 * @param spec the stream as the manifest gives it
 * @param info the stream as the source describes it
 * @param request what the sink was asked for
 * @param load what the sink is going to do
 * @param mode how much is read
 * @param commitClass what is promised, the state store taken into account
 */
public record ScopePlan(
    String scope,
    StreamSpec spec,
    StreamInfo info,
    LoadRequest request,
    LoadPlan load,
    ReadMode mode,
    CommitClass commitClass) {

  /** The sink's plan for the one stream of this scope. */
  public StreamPlan stream() {
    return load.streams().getFirst();
  }

  /** The lane that rows take: the name of the wire format, or {@code columns}. */
  public String lane() {
    return stream().wire().map(w -> w.name()).orElse("columns");
  }

  /** What is asked of the source, whatever the position. */
  public StreamRead read() {
    return new StreamRead(
        spec.selection(), info.schema(), mode, stream().wireFormat(), spec.chunkRows());
  }

  /** The same plan with more that a user should know about the read. */
  ScopePlan withNotes(List<String> more) {
    List<String> notes = new ArrayList<>(info.notes());
    notes.addAll(more);
    StreamInfo noted =
        new StreamInfo(
            info.name(),
            info.schema(),
            info.wireFormats(),
            info.estimatedRows(),
            info.estimatedBytes(),
            notes);
    return new ScopePlan(scope, spec, noted, request, load, mode, commitClass);
  }

  /** The same plan with what the sink says now. */
  public ScopePlan withLoad(LoadPlan now) {
    return new ScopePlan(scope, spec, info, request, now, mode, commitClass);
  }
}
