package dpone.runtime.plan;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;

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

  /** The same plan with what the sink says now. */
  public ScopePlan withLoad(LoadPlan now) {
    return new ScopePlan(scope, spec, info, request, now, mode, commitClass);
  }
}
