package dpone.certification.bigquery;

import dpone.certify.kit.Failures.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a pipeline's manifest, each undone by nothing. */
final class Manifests {
  private Manifests() {}

  static @Nullable AutoCloseable connection(Pipeline pipeline, String option, Object value) {
    group(pipeline.manifest(), "sink", "connection").put(option, value);
    return null;
  }

  static @Nullable AutoCloseable sink(Pipeline pipeline, String option, Object value) {
    group(pipeline.manifest(), "sink").put(option, value);
    return null;
  }

  static @Nullable AutoCloseable evolution(Pipeline pipeline, String option, String policy) {
    group(pipeline.manifest(), "sink", "schema_evolution").put(option, policy);
    return null;
  }

  /** Reads what PostgreSQL answers in place of the table. */
  static @Nullable AutoCloseable query(Pipeline pipeline, String sql) {
    Map<String, Object> stream = new LinkedHashMap<>(Map.of("name", "asked", "query", sql));
    group(pipeline.manifest(), "source").put("streams", List.of(stream));
    return null;
  }

  static @Nullable AutoCloseable strategy(Pipeline pipeline, String mode, Object... more) {
    Map<String, Object> strategy = new LinkedHashMap<>();
    strategy.put("mode", mode);
    for (int i = 0; i < more.length; i += 2) {
      strategy.put(String.valueOf(more[i]), more[i + 1]);
    }
    return sink(pipeline, "strategy", strategy);
  }

  /** Merges by {@code id} what came since {@code version}. */
  static @Nullable AutoCloseable merge(Pipeline pipeline) {
    firstStream(pipeline).put("cursor", "version");
    return strategy(pipeline, "incremental_merge", "unique_key", List.of("id"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> firstStream(Pipeline pipeline) {
    Object streams = group(pipeline.manifest(), "source").getOrDefault("streams", List.of());
    return ((List<Map<String, Object>>) streams).getFirst();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> group(Map<String, Object> manifest, String... path) {
    Map<String, Object> at = manifest;
    for (String key : path) {
      at = (Map<String, Object>) at.computeIfAbsent(key, absent -> new LinkedHashMap<>());
    }
    return at;
  }
}
