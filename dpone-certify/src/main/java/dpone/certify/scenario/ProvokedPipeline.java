package dpone.certify.scenario;

import dpone.certify.kit.Failures;
import dpone.spi.context.Boundary;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The pipeline that a fixture arranges to fail. */
final class ProvokedPipeline implements Failures.Pipeline {
  private final Load load;
  private final Map<String, Object> manifest;
  private final Map<Boundary, Failures.Action> actions = new EnumMap<>(Boundary.class);
  private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();

  ProvokedPipeline(Load load, Map<String, Object> manifest) {
    this.load = load;
    this.manifest = manifest;
  }

  @Override
  public Map<String, Object> manifest() {
    return manifest;
  }

  @Override
  public String stream() {
    return load.stream();
  }

  @Override
  public String target() {
    return load.target();
  }

  @Override
  public void run() throws Exception {
    RunResult result = load.trial().run(manifest);
    if (!result.succeeded()) {
      throw new IllegalStateException("a run that was to succeed failed: " + result.message());
    }
  }

  @Override
  public synchronized void at(Boundary boundary, Failures.Action action) {
    actions.put(boundary, action);
  }

  /** Hears a boundary of the run that is to fail. */
  private void reached(Boundary boundary) {
    Failures.@Nullable Action action;
    synchronized (this) {
      action = actions.remove(boundary);
    }
    if (action != null) {
      try {
        action.take();
      } catch (Exception e) {
        broken.set(e);
      }
    }
  }

  /** Runs it; what the fixture wanted done at a boundary must have been done. */
  RunResult provoked() throws Exception {
    RunResult result;
    try (Workbench.Listening heard = load.trial().bench().listen(this::reached)) {
      assert heard != null;
      result = load.trial().run(manifest);
    }
    Exception failed = broken.get();
    if (failed != null) {
      throw failed;
    }
    synchronized (this) {
      Mismatch.unless(
          actions.isEmpty(),
          "the run never reached " + actions.keySet() + ", it ended with " + result.message());
    }
    return result;
  }
}
