package dpone.runtime.plan;

import dpone.runtime.manifest.StreamSpec;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.Fence;
import dpone.spi.source.ReadMode;
import java.util.List;

/**
 * What a run is going to do as far as its manifest settles it: all of a {@link PipelinePlan} that
 * does not depend on the columns and rows that both systems have.
 *
 * @param pipeline name of the pipeline
 * @param source id of the source's connector
 * @param sink id of the sink's connector
 * @param parallelism splits read at the same time
 * @param memoryBytes bytes of batches in flight
 * @param commitClass the class that the sink holds with a state store of any kind
 * @param mayShareState whether the class is {@link CommitClass#TRANSACTIONAL_WITH_STATE} if the
 *     state turns out to lie where the target does
 * @param fence how older generations are kept out
 * @param streams what happens to each stream, in order
 * @param warnings what the user should know, one line each
 */
public record PipelineOutline(
    String pipeline,
    String source,
    String sink,
    int parallelism,
    long memoryBytes,
    CommitClass commitClass,
    boolean mayShareState,
    Fence fence,
    List<Stream> streams,
    List<String> warnings) {
  /** Copies the lists. */
  public PipelineOutline {
    streams = List.copyOf(streams);
    warnings = List.copyOf(warnings);
  }

  /**
   * What happens to one stream.
   *
   * @param spec what the manifest says of it
   * @param mode what is read of it
   */
  public record Stream(StreamSpec spec, ReadMode mode) {}
}
