package dpone.certification.mssql;

import dpone.certify.kit.Failures.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a pipeline's manifest, each undone by nothing. */
final class Manifests {
  private Manifests() {}

  static @Nullable AutoCloseable connection(Pipeline pipeline, String option, Object value) {
    group(pipeline.manifest(), "source", "connection").put(option, value);
    group(pipeline.manifest(), "sink", "connection").put(option, value);
    return null;
  }

  static @Nullable AutoCloseable stream(Pipeline pipeline, Map<String, Object> stream) {
    group(pipeline.manifest(), "source").put("streams", List.of(new LinkedHashMap<>(stream)));
    return null;
  }

  static @Nullable AutoCloseable query(Pipeline pipeline, String sql) {
    return stream(pipeline, Map.of("name", "asked", "query", sql));
  }

  static @Nullable AutoCloseable merge(Pipeline pipeline) {
    firstStream(pipeline).put("cursor", "version");
    return strategy(pipeline, Map.of("mode", "incremental_merge", "unique_key", List.of("id")));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> firstStream(Pipeline pipeline) {
    Object streams = group(pipeline.manifest(), "source").getOrDefault("streams", List.of());
    return ((List<Map<String, Object>>) streams).getFirst();
  }

  static @Nullable AutoCloseable strategy(Pipeline pipeline, Map<String, Object> strategy) {
    group(pipeline.manifest(), "sink").put("strategy", new LinkedHashMap<>(strategy));
    return null;
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
