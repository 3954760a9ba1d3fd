package dpone.certify.scenario;

import java.nio.file.Path;

/** Runs pipelines as a user would. */
public interface Pipelines {
  /**
   * Runs a manifest. A run that fails is a result, not an exception.
   *
   * @param manifest file of the manifest
   */
  RunResult run(Path manifest);
}
