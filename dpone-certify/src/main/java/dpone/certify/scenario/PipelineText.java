package dpone.certify.scenario;

import dpone.certify.kit.TestTable;
import dpone.spi.ConnectorDescriptor;
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
      String cursor =
          route
              .material()
              .cursor()
              .filter(name -> table.columns().stream().anyMatch(c -> c.name().equals(name)))
              .orElseGet(() -> table.key().getFirst());
      stream.put("cursor", cursor);
    }
  }

  /** Puts keys where the connector has them: to the source, or else to the only stream. */
  static void tell(
      Map<String, Object> manifest, ConnectorDescriptor source, Map<String, Object> keys) {
    Map<String, Object> whole = group(manifest, "source");
    keys.forEach((key, value) -> {
      boolean ofSource =
          source.source().options().stream().anyMatch(option -> option.name().equals(key));
      merge(ofSource ? whole : firstStream(whole), Map.of(key, value));
    });
  }

  /** Puts keys into a group; those of a group in it are put beside what stands there. */
  @SuppressWarnings("unchecked")
  static void merge(Map<String, Object> group, Map<String, Object> more) {
    more.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner && group.get(key) instanceof Map<?, ?> there) {
        Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) there);
        merge(both, (Map<String, Object>) inner);
        group.put(key, both);
      } else {
        group.put(key, value);
      }
    });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> firstStream(Map<String, Object> source) {
    return ((List<Map<String, Object>>) source.getOrDefault("streams", List.of())).getFirst();
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
