package dpone.certify.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.scenario.DocumentedDrift.Outcome;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One load between schemas that differ.
 *
 * @param trial what it works with
 * @param example the schemas and their rows
 * @param drift how they differ
 * @param policy what the pipeline is to do about it
 * @param mode how the load is applied
 * @param source the source's table, filled
 * @param stream its name
 */
record DriftLoad(
    Trial trial,
    DriftExample example,
    DriftClass drift,
    DriftPolicy policy,
    LoadMode mode,
    TestTable source,
    String stream) {
  /**
   * Makes it.
   *
   * @throws Mismatch when something else happens than is documented
   */
  void hold(DocumentedDrift documented) throws Exception {
    Mismatch.unless(
        documented.outcome() != Outcome.LOADS || drift.held(),
        "a target that stays as it is cannot take every value");
    String name = "drift_" + drift.text() + "_" + policy.text() + "_" + mode.text();
    String target = trial.route().sink().target("t_" + name);
    if (drift != DriftClass.NO_TABLE) {
      trial.route().sink().create(example.target(name), target, List.of(example.kept()));
    }
    Map<String, Object> manifest = manifest(name, target);
    switch (documented.outcome()) {
      case FOLLOWS -> {
        RunResult run = succeed(manifest);
        Mismatch.unless(!ddl(run).isEmpty(), "no statement changed the target's schema");
        expect(
            target,
            example.followed(name),
            with(example.keptFollowed(), example.arrivedFollowed()));
      }
      case LOADS -> {
        stayed(succeed(manifest));
        expect(target, example.target(name), with(example.kept(), filled(example.arrived())));
      }
      case TAKES -> {
        stayed(succeed(manifest));
        expect(
            target,
            example.followed(name),
            with(example.keptFollowed(), example.arrivedFollowed()));
      }
      case LEAVES_OUT -> {
        stayed(succeed(manifest));
        expect(target, example.target(name), with(example.kept(), example.leftOut()));
      }
      case REJECTS -> {
        RunResult run = trial.run(manifest);
        Mismatch.unless(!run.succeeded(), "succeeded although no row may be rejected");
        untouched(name, target);
        rejects(name, target, manifest, documented.code());
      }
      case REFUSES -> {
        RunResult run = trial.run(manifest);
        Mismatch.unless(!run.succeeded(), "succeeded, the page says " + documented.code());
        Mismatch.unless(
            run.code().equals(documented.code()),
            "the page says " + documented.code() + ", seen was " + run.message());
        untouched(name, target);
      }
    }
  }

  private Map<String, Object> manifest(String name, String target) {
    Map<String, Object> manifest =
        PipelineText.of(trial.route(), "certify_" + name, source, stream, target, mode);
    Map<String, Object> evolution = PipelineText.group(manifest, "sink", "schema_evolution");
    List.of("tables", "columns", "data_types").forEach(key -> evolution.put(key, "fail"));
    evolution.put(drift.key(), policy.text());
    return manifest;
  }

  private RunResult succeed(Map<String, Object> manifest) throws Exception {
    RunResult run = trial.run(manifest);
    Mismatch.unless(run.succeeded(), "failed: " + run.message());
    return run;
  }

  private static List<String> ddl(RunResult run) {
    List<String> statements = new ArrayList<>();
    run.receipt().path("streams").path(0).path("ddl").forEach(s -> statements.add(s.asText()));
    return statements;
  }

  private static void stayed(RunResult run) throws Mismatch {
    Mismatch.unless(ddl(run).isEmpty(), "the target's schema was changed by " + ddl(run));
  }

  /** One row may be rejected: the other one arrives, and everything adds up. */
  private void rejects(String name, String target, Map<String, Object> manifest, String code)
      throws Exception {
    Map<String, Object> allowed = PipelineText.group(manifest, "rejects");
    allowed.put("to", "file:rejects.jsonl");
    allowed.put("max_rows", 1);
    RunResult run = succeed(manifest);
    stayed(run);
    expect(
        target, example.target(name), with(example.kept(), List.of(example.arrived().getFirst())));
    Mismatch.unless(
        run.count("rowsRead") == 2
            && run.count("rowsWritten") == 1
            && run.count("rowsRejected") == 1,
        "the receipt does not say 2 read, 1 written, 1 rejected");
    List<JsonNode> rejected = rejected(name);
    Mismatch.unless(
        rejected.size() == 1 && rejected.getFirst().path("reason").asText().equals(code),
        "the page says " + code + ", rejected was " + rejected);
  }

  private List<JsonNode> rejected(String name) throws IOException {
    Path file = trial.folder().resolve("certify_" + name).resolve("rejects.jsonl");
    List<JsonNode> rows = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        rows.add(new ObjectMapper().readTree(line));
      }
    }
    return rows;
  }

  private void untouched(String name, String target) throws Exception {
    if (drift == DriftClass.NO_TABLE) {
      Mismatch.unless(!trial.route().sink().exists(target), "a table was made");
    } else {
      expect(target, example.target(name), List.of(example.kept()));
    }
  }

  /** The rows with what the system itself puts where nothing was sent and no null may stand. */
  private List<TestRow> filled(List<TestRow> rows) {
    TestTable.Column there = example.there();
    if (there == null || there.nullable()) {
      return rows;
    }
    Optional<String> empty = trial.route().sink().empty(there);
    int at = example.target("").index(there.name());
    return rows.stream()
        .map(row -> row.cell(at) == null && empty.isPresent() ? row.with(at, empty.get()) : row)
        .toList();
  }

  private List<TestRow> with(TestRow kept, List<TestRow> arrived) {
    List<TestRow> rows = new ArrayList<>(arrived);
    if (mode != LoadMode.FULL_REFRESH && drift != DriftClass.NO_TABLE) {
      rows.add(kept);
    }
    return rows;
  }

  private void expect(String target, TestTable table, List<TestRow> rows) throws Exception {
    List<TestRow> found;
    try {
      found = trial.route().sink().rows(table, target);
    } catch (Exception unreadable) {
      throw new Mismatch("the target no longer has its columns: " + unreadable.getMessage());
    }
    List<String> differences = Differences.of(table, rows, found);
    Mismatch.unless(differences.isEmpty(), String.join("; ", differences));
  }
}
