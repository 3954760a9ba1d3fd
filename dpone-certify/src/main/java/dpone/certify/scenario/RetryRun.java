package dpone.certify.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run of a pipeline whose ends are reached by other connections than usual.
 *
 * @param result what became of it
 * @param load the pipeline
 * @param retries calls that were tried again
 * @param moved parts that were moved again
 */
record RetryRun(RunResult result, Load load, long retries, long moved) {
  /** The bounds of retries as they are by default. */
  static final Map<String, Object> STANDARD = Map.of();

  /** The same tries after short waits, where the waits are not what is looked at. */
  static final Map<String, Object> HASTY = Map.of("first_wait", "20ms");

  /** Whose connection is another one. */
  enum End {
    SOURCE,
    SINK
  }

  static RetryRun of(Load load, End end, Map<String, Object> connection, Map<String, Object> retry)
      throws Exception {
    Map<String, Object> manifest = load.manifest();
    PipelineText.group(manifest, end == End.SOURCE ? "source" : "sink")
        .put("connection", new LinkedHashMap<>(connection));
    // One part after the other, so that it is known which of them met a fault.
    PipelineText.group(manifest, "runtime").put("parallelism", 1);
    if (!retry.isEmpty()) {
      PipelineText.group(manifest, "runtime").put("retry", retry);
    }
    long retries = count(load, "dpone.retries");
    long moved = count(load, "dpone.split.retries");
    RunResult result = load.trial().run(manifest);
    return new RetryRun(
        result,
        load,
        count(load, "dpone.retries") - retries,
        count(load, "dpone.split.retries") - moved);
  }

  private static long count(Load load, String meter) {
    return load
        .trial()
        .bench()
        .meters()
        .find(meter)
        .tag("pipeline", load.name())
        .counters()
        .stream()
        .mapToLong(counter -> Math.round(counter.count()))
        .sum();
  }

  /** Code of the failure, empty if there is none. */
  String code() {
    return result.receipt().path("error").path("code").asText(result.code());
  }

  /** The run failed by that name, and there is no target. */
  void failedAs(String code, String when) throws Exception {
    Mismatch.unless(!result.succeeded(), when + ": the run succeeded although every try failed");
    Mismatch.unless(code().equals(code), when + ": expected " + code + ", got " + result.message());
    Mismatch.unless(
        !load.trial().route().sink().exists(load.target()),
        when + ": the run failed and the target exists");
  }

  /** The run succeeded, and the target holds what the source does. */
  void succeededWith(java.util.List<dpone.certify.kit.TestRow> rows, String when) throws Exception {
    Mismatch.unless(result.succeeded(), when + ": the run failed: " + result.message());
    load.expect(when, rows);
  }

  /** A load with a target of its own. */
  static Load beside(Load load, String name) throws Exception {
    return load.beside(name, load.mode());
  }
}
