package dpone.runtime.manifest;

import java.nio.file.Path;
import java.util.List;

/**
 * One pipeline, validated and with every reference resolved. Prints no secret.
 *
 * @param name name of the pipeline
 * @param file the manifest, as the user wrote it
 * @param source where rows come from
 * @param sink where rows go
 * @param state where positions are kept
 * @param rejects what happens to rows that cannot be moved
 * @param runtime bounds of the run
 * @param verify when both ends are compared by themselves
 * @param warnings what the user should know; none of it stops a run
 */
public record Manifest(
    String name,
    Path file,
    SourceSpec source,
    SinkSpec sink,
    StateSpec state,
    RejectsSpec rejects,
    RuntimeSpec runtime,
    VerifyGate verify,
    List<ManifestWarning> warnings) {
  /** Copies the list. */
  public Manifest {
    warnings = List.copyOf(warnings);
  }
}
