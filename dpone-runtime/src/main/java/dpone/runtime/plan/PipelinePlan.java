package dpone.runtime.plan;

import java.util.List;

/**
 * What a run is going to do.
 *
 * @param pipeline name of the pipeline
 * @param source id of the source's connector
 * @param sink id of the sink's connector
 * @param state the state store, for people
 * @param parallelism splits read at the same time
 * @param memoryBytes bytes of batches in flight
 * @param scopes what happens to each scope, in order
 * @param warnings what the user should know, one line each
 */
public record PipelinePlan(
    String pipeline,
    String source,
    String sink,
    String state,
    int parallelism,
    long memoryBytes,
    List<ScopePlan> scopes,
    List<String> warnings) {
  /** Copies the lists. */
  public PipelinePlan {
    scopes = List.copyOf(scopes);
    warnings = List.copyOf(warnings);
  }
}
