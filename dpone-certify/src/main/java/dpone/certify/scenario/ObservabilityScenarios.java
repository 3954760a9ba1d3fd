package dpone.certify.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.certify.kit.TestRow;
import dpone.certify.proof.PageTable;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.LoadMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a run tells about itself, compared with what is documented and with what happened. */
final class ObservabilityScenarios {
  private static final String PAGE = "docs/manifest.md";
  private static final int ROWS = 321;

  private ObservabilityScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-6.fields-emitted", ObservabilityScenarios::fields));
  }

  private static String fields(Trial trial) throws Exception {
    LoadMode mode =
        trial.modes().contains(LoadMode.INCREMENTAL_APPEND)
            ? LoadMode.INCREMENTAL_APPEND
            : trial.whole();
    Instant begun = Instant.now();
    Map<String, Double> before = counts(trial, "certify_observed_" + mode.text());
    List<TestRow> rows = trial.material().plain(1, ROWS + 1);
    Load load = trial.load(trial.material().table("observed"), rows, mode);
    JsonNode first = load.run().receipt();
    int next = trial.material().after(ROWS);
    List<TestRow> more = trial.material().plain(next, next + 7);
    load.insert(more);
    JsonNode second = load.run().receipt();
    List<String> wrong = new ArrayList<>();
    run(trial, load, first, begun, wrong);
    stream(load, first.path("streams").path(0), ROWS, 0, wrong);
    int again = mode == LoadMode.INCREMENTAL_APPEND ? more.size() : ROWS + more.size();
    stream(load, second.path("streams").path(0), again, 1, wrong);
    int meters = meters(trial, load, before, ROWS + again, wrong);
    int keys = documentedKeys(trial, first, wrong);
    Mismatch.unless(wrong.isEmpty(), String.join("; ", wrong));
    return keys + " receipt fields and " + meters + " meters as documented, in two runs";
  }

  private static void run(
      Trial trial, Load load, JsonNode receipt, Instant begun, List<String> wrong) {
    expect("format", receipt.path("format").asInt(), 1, wrong);
    expect("pipeline", receipt.path("pipeline").asText(), load.name(), wrong);
    expect("status", receipt.path("status").asText(), "succeeded", wrong);
    holds("loadId", receipt.path("loadId").asText().matches("[0-9a-f]{32}"), wrong);
    Instant started = Instant.parse(receipt.path("startedAt").asText());
    holds(
        "startedAt",
        !started.isBefore(begun.minusSeconds(1)) && !started.isAfter(Instant.now()),
        wrong);
    holds("durationMs", receipt.path("durationMs").asLong(-1) >= 0, wrong);
    holds("peakHeapBytes", receipt.path("peakHeapBytes").asLong(-1) >= 0, wrong);
    String id = trial.connector().id();
    expect(
        "versions",
        receipt.path("versions").path("connector." + id).asText(),
        trial.descriptor().version(),
        wrong);
    holds("error", receipt.path("error").isNull(), wrong);
  }

  private static void stream(
      Load load, JsonNode stream, int rows, int completed, List<String> wrong) {
    expect("name", stream.path("name").asText(), load.stream(), wrong);
    boolean incremental = load.mode() == LoadMode.INCREMENTAL_APPEND;
    int filtered = stream.path("rowsFiltered").asInt(-1);
    // Whoever reads from its position on leaves out what it delivered there.
    boolean goesOn = incremental && completed > 0;
    holds("rowsFiltered is " + filtered, filtered == 0 || (goesOn && filtered > 0), wrong);
    expect("rowsRead", stream.path("rowsRead").asInt() - filtered, rows, wrong);
    expect("rowsWritten", stream.path("rowsWritten").asInt(), rows, wrong);
    expect("rowsRejected", stream.path("rowsRejected").asInt(-1), 0, wrong);
    holds("bytes", stream.path("bytes").asLong() > 0, wrong);
    int inserted = stream.path("inserted").asInt(-2);
    holds("inserted is " + inserted + " of " + rows, inserted == -1 || inserted == rows, wrong);
    holds("updated", Set.of(-1, 0).contains(stream.path("updated").asInt(-2)), wrong);
    holds("lane", !stream.path("lane").asText().isEmpty(), wrong);
    holds("publish", !stream.path("publish").asText().isEmpty(), wrong);
    List<String> classes =
        Arrays.stream(CommitClass.values())
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    holds("commitClass", classes.contains(stream.path("commitClass").asText()), wrong);
    expect("completedBefore", stream.path("completedBefore").asInt(-1), completed, wrong);
    expect("completedAfter", stream.path("completedAfter").asInt(-1), completed + 1, wrong);
    holds("positionAfter", stream.path("positionAfter").isNull() != incremental, wrong);
    holds("recovered", stream.path("recovered").isNull(), wrong);
    holds("durationMs", stream.path("durationMs").asLong(-1) >= 0, wrong);
  }

  /** Meters go on from run to run, so that only what was added tells. */
  private static Map<String, Double> counts(Trial trial, String pipeline) {
    MeterRegistry registry = trial.bench().meters();
    Counter rows = registry.find("dpone.rows").tag("pipeline", pipeline).counter();
    Timer commits = registry.find("dpone.commit").tag("pipeline", pipeline).timer();
    return Map.of(
        "rows", rows == null ? 0.0 : rows.count(),
        "commits", commits == null ? 0.0 : (double) commits.count());
  }

  private static int meters(
      Trial trial, Load load, Map<String, Double> before, int rows, List<String> wrong)
      throws Exception {
    MeterRegistry registry = trial.bench().meters();
    Map<String, Double> after = counts(trial, load.name());
    double counted = after.getOrDefault("rows", 0.0) - before.getOrDefault("rows", 0.0);
    holds("dpone.rows counted " + counted + " of " + rows, counted == rows, wrong);
    double timed = after.getOrDefault("commits", 0.0) - before.getOrDefault("commits", 0.0);
    holds("dpone.commit timed " + timed + " of 2 commits", timed == 2, wrong);
    Set<String> names = new TreeSet<>();
    registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).forEach(names::add);
    Optional<List<List<String>>> table = table(trial, "meters");
    if (table.isEmpty()) {
      throw Untried.missing("the page " + PAGE + " with the documented meters is not there");
    }
    Set<String> documented = new TreeSet<>();
    table.get().forEach(row -> documented.add(row.getFirst()));
    names.removeAll(documented);
    // Meters that a connector counts by itself are on its own page.
    String own = ownPage(trial);
    names.removeIf(name -> own.contains("`" + name + "`"));
    holds("not documented: " + names, names.isEmpty(), wrong);
    return documented.size();
  }

  private static String ownPage(Trial trial) throws Exception {
    Optional<Path> page =
        trial.pages().page(trial.connector().id(), trial.descriptor().certification().docsPage());
    return page.isEmpty() ? "" : Files.readString(page.get());
  }

  private static Optional<List<List<String>>> table(Trial trial, String block) throws Exception {
    Optional<Path> page = trial.pages().page(trial.connector().id(), PAGE);
    return page.isEmpty() ? Optional.empty() : PageTable.rows(Files.readString(page.get()), block);
  }

  /** Every key of a receipt stands on the page in marks of code. */
  private static int documentedKeys(Trial trial, JsonNode receipt, List<String> wrong)
      throws Exception {
    Optional<Path> page = trial.pages().page(trial.connector().id(), PAGE);
    String text = page.isEmpty() ? "" : Files.readString(page.get());
    Set<String> keys = new TreeSet<>();
    receipt.fieldNames().forEachRemaining(keys::add);
    receipt.path("streams").path(0).fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      holds(key + " is not documented", text.contains("`" + key + "`"), wrong);
    }
    return keys.size();
  }

  private static void expect(String field, Object found, Object wanted, List<String> wrong) {
    if (!found.equals(wanted)) {
      wrong.add(field + " is " + found + ", expected " + wanted);
    }
  }

  private static void holds(String what, boolean holds, List<String> wrong) {
    if (!holds) {
      wrong.add(what);
    }
  }
}
