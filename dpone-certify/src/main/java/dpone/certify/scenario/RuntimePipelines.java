package dpone.certify.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.runtime.Dpone;
import dpone.spi.error.DponeException;
import java.nio.file.Path;

/** Runs pipelines through the real runtime. */
public final class RuntimePipelines implements Pipelines {
  private final Dpone dpone;

  /** Uses the runtime, which the caller closes. */
  public RuntimePipelines(Dpone dpone) {
    this.dpone = dpone;
  }

  @Override
  public RunResult run(Path manifest) {
    try {
      return RunResult.of(new ObjectMapper().readTree(dpone.run(manifest).toJson()));
    } catch (DponeException failure) {
      return RunResult.of(failure);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("the receipt is not JSON", malformed);
    }
  }
}
