package dpone.certify.scenario;

import dpone.certify.kit.TestTable;
import dpone.spi.sink.LoadMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manifests over the route of a trial, as data that a scenario may change. */
final class PipelineText {
  private PipelineText() {}

  /**
   * What both ends have to be told beside names.
   *
   * @param stream keys of the stream
   * @param sink keys of the sink
   */
  record Told(Map<String, Object> stream, Map<String, Object> sink) {
    static Told of(Route route, TestTable table, LoadMode mode) {
      return new Told(route.source().streamOptions(table), route.sink().sinkOptions(table, mode));
    }
  }

  /**
   * A pipeline.
   *
   * @param table what is read; its key is that of the target
   * @param stream its name at the source
   */
  static Map<String, Object> of(
      Route route, String name, TestTable table, String stream, String target, LoadMode mode) {
    return of(route, name, table, stream, target, mode, Told.of(route, table, mode));
  }

  static Map<String, Object> of(
      Route route,
      String name,
      TestTable table,
      String stream,
      String target,
      LoadMode mode,
      Told told) {
    List<String> key = table.key();
    Map<String, Object> streamSpec = new LinkedHashMap<>();
    streamSpec.put("name", stream);
    streamSpec.putAll(told.stream());
    Map<String, Object> strategy = new LinkedHashMap<>();
    strategy.put("mode", mode.text());
    switch (mode) {
      case FULL_REFRESH -> {}
      case INCREMENTAL_APPEND -> goOn(route, table, streamSpec);
      case INCREMENTAL_MERGE -> {
        goOn(route, table, streamSpec);
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
    sink.putAll(told.sink());
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", name);
    manifest.put("source", source);
    manifest.put("sink", sink);
    manifest.put("runtime", new LinkedHashMap<>(Map.of("parallelism", 2)));
    return manifest;
  }

  /** How the next read knows where to go on, where the stream does not know by itself. */
  private static void goOn(Route route, TestTable table, Map<String, Object> stream) {
    if (!route.ofLogs()) {
      boolean grows = table.columns().stream().anyMatch(c -> c.name().equals(Samples.CURSOR));
      stream.put("cursor", grows ? Samples.CURSOR : table.key().getFirst());
    }
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
