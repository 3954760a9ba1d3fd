package dpone.certify.scenario;

import dpone.spi.sink.LoadMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manifests over the route of a trial, as data that a scenario may change. */
final class PipelineText {
  private PipelineText() {}

  static Map<String, Object> of(
      Route route, String name, String stream, String target, LoadMode mode, List<String> key) {
    Map<String, Object> streamSpec = new LinkedHashMap<>();
    streamSpec.put("name", stream);
    Map<String, Object> strategy = new LinkedHashMap<>();
    strategy.put("mode", mode.text());
    switch (mode) {
      case FULL_REFRESH -> {}
      case INCREMENTAL_APPEND -> streamSpec.put("cursor", Samples.CURSOR);
      case INCREMENTAL_MERGE -> {
        streamSpec.put("cursor", Samples.CURSOR);
        strategy.put("unique_key", key);
      }
      case REPLACE -> strategy.put("where", key.getFirst() + " > 0");
      case PARTITION_REPLACE -> strategy.put("partition_by", Samples.PARTITION);
      case BACKFILL -> {
        strategy.put("unique_key", key);
        strategy.put("chunk_rows", 20);
      }
      case SNAPSHOT_DIFF, SCD2, CDC_APPLY -> strategy.put("unique_key", key);
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", route.sourceType());
    source.put("connection", new LinkedHashMap<>(route.sourceConnection()));
    source.put("streams", List.of(streamSpec));
    Map<String, Object> sink = new LinkedHashMap<>();
    sink.put("type", route.sinkType());
    sink.put("connection", new LinkedHashMap<>(route.sinkConnection()));
    sink.put("table", target);
    sink.put("strategy", strategy);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", name);
    manifest.put("source", source);
    manifest.put("sink", sink);
    manifest.put("runtime", new LinkedHashMap<>(Map.of("parallelism", 2)));
    return manifest;
  }

  /** A group of a manifest, to be changed in place. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> group(Map<String, Object> manifest, String... path) {
    Map<String, Object> at = manifest;
    for (String key : path) {
      at = (Map<String, Object>) at.computeIfAbsent(key, missing -> new LinkedHashMap<>());
    }
    return at;
  }
}
