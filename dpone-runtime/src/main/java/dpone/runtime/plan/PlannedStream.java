package dpone.runtime.plan;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.batch.WireFormat;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import java.util.ArrayList;
import java.util.List;

/**
 * What is going to happen to one stream.
 *
 * @param spec the stream as the manifest gives it
 * @param info the stream as the source describes it
 * @param plan what the sink is going to do with it
 */
public record PlannedStream(StreamSpec spec, StreamInfo info, StreamPlan plan) {
  /** The stream's name in the manifest. */
  public String name() {
    return spec.name();
  }

  /** The lane that rows take: the name of the wire format, or {@code columns}. */
  public String lane() {
    return plan.wire().map(WireFormat::name).orElse("columns");
  }

  /** What is asked of the source, whatever the position. */
  StreamRead read(ReadMode mode) {
    return new StreamRead(
        spec.selection(), info.schema(), mode, plan.wireFormat(), spec.chunkRows());
  }

  /** The same stream with more that a user should know about the read. */
  PlannedStream withNotes(List<String> more) {
    List<String> notes = new ArrayList<>(info.notes());
    notes.addAll(more);
    return new PlannedStream(
        spec,
        new StreamInfo(
            info.name(),
            info.schema(),
            info.wireFormats(),
            info.estimatedRows(),
            info.estimatedBytes(),
            notes),
        plan);
  }
}
