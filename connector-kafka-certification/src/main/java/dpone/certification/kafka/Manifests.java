package dpone.certification.kafka;

import dpone.certify.kit.Failures.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a pipeline's manifest, each undone by nothing. */
final class Manifests {
  private Manifests() {}

  static @Nullable AutoCloseable set(Pipeline pipeline, String option, Object value) {
    connect(pipeline, Map.of(option, value));
    return null;
  }

  /** Options of both ends' connection. */
  static void connect(Pipeline pipeline, Map<String, Object> options) {
    group(pipeline.manifest(), "source", "connection").putAll(options);
    group(pipeline.manifest(), "sink", "connection").putAll(options);
  }

  static @Nullable AutoCloseable stream(Pipeline pipeline, String option, Object value) {
    firstStream(pipeline).put(option, value);
    return null;
  }

  /** How the stream's values are read, beside or instead of what stands there. */
  static @Nullable AutoCloseable value(Pipeline pipeline, String option, Object value) {
    Map<String, Object> group = new LinkedHashMap<>(group(firstStream(pipeline), "value"));
    group.put(option, value);
    return stream(pipeline, "value", group);
  }

  static @Nullable AutoCloseable sink(Pipeline pipeline, String option, Object value) {
    group(pipeline.manifest(), "sink").put(option, value);
    return null;
  }

  static void append(Pipeline pipeline) {
    sink(pipeline, "strategy", new LinkedHashMap<>(Map.of("mode", "incremental_append")));
  }

  static void merge(Pipeline pipeline, String key) {
    sink(
        pipeline,
        "strategy",
        new LinkedHashMap<>(Map.of("mode", "incremental_merge", "unique_key", List.of(key))));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> firstStream(Pipeline pipeline) {
    Object streams = group(pipeline.manifest(), "source").getOrDefault("streams", List.of());
    return ((List<Map<String, Object>>) streams).getFirst();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> group(Map<String, Object> manifest, String... path) {
    Map<String, Object> at = manifest;
    for (String key : path) {
      at = (Map<String, Object>) at.computeIfAbsent(key, absent -> new LinkedHashMap<>());
    }
    return at;
  }
}
