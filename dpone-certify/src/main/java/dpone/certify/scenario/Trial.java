package dpone.certify.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.sink.LoadMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a scenario works with.
 *
 * @param descriptor the connector under trial
 * @param modes load modes that its sink declares
 * @param route from where to where
 * @param pipelines runs manifests
 * @param folder a folder of the trial's own
 */
public record Trial(
    ConnectorDescriptor descriptor,
    Set<LoadMode> modes,
    Route route,
    Pipelines pipelines,
    Path folder) {
  /** Copies the set. */
  public Trial {
    modes = Set.copyOf(modes);
  }

  /** A source table, filled, and a target that does not exist yet. */
  Load load(TestTable table, List<TestRow> rows, LoadMode mode) throws Exception {
    String stream = route.source().create(table);
    route.source().insert(table, rows);
    return new Load(this, table, stream, route.sink().target("t_" + table.name()), mode);
  }

  /** Writes the manifest and runs it. */
  RunResult run(String name, Map<String, Object> manifest) throws IOException {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("pipeline.yaml");
    // JSON is YAML, and needs no quoting rules of its own.
    Files.writeString(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
    return pipelines.run(file);
  }

  /** A manifest over this trial's route. */
  Map<String, Object> manifest(
      String name, String stream, String target, LoadMode mode, List<String> key) {
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
      case REPLACE, PARTITION_REPLACE, SNAPSHOT_DIFF, SCD2, CDC_APPLY, BACKFILL ->
          strategy.put("unique_key", key);
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", route.sourceType());
    source.put("connection", route.sourceConnection());
    source.put("streams", List.of(streamSpec));
    Map<String, Object> sink = new LinkedHashMap<>();
    sink.put("type", route.sinkType());
    sink.put("connection", route.sinkConnection());
    sink.put("table", target);
    sink.put("strategy", strategy);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", name);
    manifest.put("source", source);
    manifest.put("sink", sink);
    manifest.put("runtime", Map.of("parallelism", 2));
    return manifest;
  }
}
