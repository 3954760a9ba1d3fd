package dpone.certify.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.kit.FixedStream;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TestTable;
import dpone.certify.proof.Pages;
import dpone.runtime.Dpone;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Role;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a scenario works with.
 *
 * @param connector the connector under trial
 * @param reader the connector that is read from: itself, or another one where it only writes
 * @param system its system
 * @param modes load modes that its sink declares
 * @param reasons why its sink lacks others
 * @param route from where to where
 * @param streams streams of the system's own, which are read in place of tables; may be empty
 * @param bench the runtime
 * @param pages its documentation
 * @param folder a folder of the trial's own
 * @param observed what it causes and counts
 * @param share which of many cases it takes, where other versions take the others
 */
public record Trial(
    FoundConnector connector,
    FoundConnector reader,
    TestSystem system,
    Set<LoadMode> modes,
    Map<LoadMode, String> reasons,
    Route route,
    List<FixedStream> streams,
    Workbench bench,
    Pages pages,
    Path folder,
    Observed observed,
    Share share) {
  private static final Set<LoadMode> BY_CURSOR =
      Set.of(LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE);

  /** Copies the collections. */
  public Trial {
    modes = Set.copyOf(modes);
    reasons = Map.copyOf(reasons);
    streams = List.copyOf(streams);
  }

  ConnectorDescriptor descriptor() {
    return connector.descriptor();
  }

  /** Whether it writes and cannot be read from. */
  boolean onlyWrites() {
    return !descriptor().roles().contains(Role.SOURCE);
  }

  /** What scenarios read. */
  Material material() {
    return route.material();
  }

  /** Whether the columns are the system's own. */
  boolean fixed() {
    return !streams.isEmpty();
  }

  /** The system's own stream that is read; empty where tables are. */
  String stream() {
    return material() instanceof OwnStream own ? own.stream().name() : "";
  }

  /** The same trial over one of the system's own streams, by the modes in which it can be read. */
  Trial reading(OwnStream stream) {
    Set<LoadMode> can = EnumSet.noneOf(LoadMode.class);
    modes.stream()
        .filter(mode -> stream.cursor().isPresent() || !BY_CURSOR.contains(mode))
        .forEach(can::add);
    return new Trial(
        connector,
        reader,
        system,
        can,
        reasons,
        route.from(stream),
        streams,
        bench,
        pages,
        folder,
        observed,
        share);
  }

  /** The mode in which a whole stream arrives at a target that does not exist yet. */
  LoadMode whole() throws Untried {
    return Stream.of(LoadMode.FULL_REFRESH, LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE)
        .filter(modes::contains)
        .findFirst()
        .orElseThrow(() -> Untried.missing("no strategy of the sink is known to this suite"));
  }

  /** A source table, filled, and a target that does not exist yet. */
  Load load(TestTable table, List<TestRow> rows, LoadMode mode) throws Exception {
    String stream = route.source().create(table);
    route.source().insert(table, rows);
    String target = route.sink().target("t_" + table.name());
    return new Load(this, table, stream, target, mode, Map.of(), Map.of());
  }

  /** Writes the manifest of a pipeline into a folder of its own. */
  Path write(Map<String, Object> manifest) throws IOException {
    Path home = Files.createDirectories(folder.resolve(String.valueOf(manifest.get("name"))));
    // JSON is YAML, and needs no quoting rules of its own.
    return Files.writeString(
        home.resolve("pipeline.yaml"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
  }

  /** Writes the manifest and runs it. */
  RunResult run(Map<String, Object> manifest) throws IOException {
    return run(bench.dpone(), write(manifest));
  }

  /** Runs a manifest through a runtime. A run that fails is a result, not an exception. */
  RunResult run(Dpone dpone, Path manifest) {
    observed.count("runs", 1);
    try {
      RunResult result = RunResult.of(new ObjectMapper().readTree(dpone.run(manifest).toJson()));
      for (JsonNode stream : result.receipt().path("streams")) {
        for (String count : List.of("rowsRead", "rowsWritten", "rowsRejected", "rowsFiltered")) {
          observed.count(count, stream.path(count).asLong());
        }
      }
      return result;
    } catch (DponeException failure) {
      return RunResult.of(failure);
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("the receipt is not JSON", malformed);
    }
  }
}
