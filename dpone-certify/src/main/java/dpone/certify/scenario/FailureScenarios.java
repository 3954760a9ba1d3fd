package dpone.certify.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.certify.kit.Failures;
import dpone.certify.proof.PageTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The documented failures, provoked. */
final class FailureScenarios {
  private FailureScenarios() {}

  static List<Scenario> all() {
    return List.of(new Scenario("PROD-5.failures-provoked", FailureScenarios::provoked));
  }

  /** Rows of the page's table {@code errors}: code, category, meaning, what to do. */
  private static Map<String, List<String>> documented(Trial trial) throws Exception {
    String name = trial.descriptor().certification().docsPage();
    Path page =
        trial
            .pages()
            .page(trial.connector().id(), name)
            .orElseThrow(() -> new Mismatch("its documentation page " + name + " is not there"));
    Map<String, List<String>> rows = new TreeMap<>();
    PageTable.rows(Files.readString(page), "errors")
        .orElseThrow(() -> new Mismatch(name + " has no table of errors"))
        .forEach(row -> rows.put(row.getFirst(), row));
    return rows;
  }

  private static String provoked(Trial trial) throws Exception {
    Map<String, List<String>> documented = documented(trial);
    Failures failures =
        trial
            .system()
            .failures()
            .orElseThrow(() -> Untried.missing("its fixture provokes no failures"));
    List<String> wrong = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String code : failures.provokable()) {
      List<String> row = documented.get(code);
      if (row == null) {
        wrong.add(code + " is not documented");
      } else {
        try {
          String found = provoke(trial, failures, code, row);
          if (!found.isEmpty()) {
            wrong.add(found);
          }
        } catch (Exception arrangement) {
          broken.add(code + ": " + arrangement);
        }
      }
    }
    Mismatch.unless(wrong.isEmpty(), String.join("; ", wrong) + "; not arranged: " + broken);
    if (!broken.isEmpty()) {
      throw new IllegalStateException("not arranged: " + String.join("; ", broken));
    }
    TreeSet<String> silent = new TreeSet<>(documented.keySet());
    silent.removeAll(failures.provokable());
    silent.removeAll(failures.others().keySet());
    if (!silent.isEmpty()) {
      throw Untried.missing(
          failures.provokable().size()
              + " documented failures were provoked and are as documented; its fixture neither"
              + " provokes nor excuses "
              + String.join(", ", silent));
    }
    return failures.provokable().size()
        + " of "
        + documented.size()
        + " documented failures provoked, code and category as documented, each with a remedy; the"
        + " others: "
        + failures.others();
  }

  private static String provoke(
      Trial trial, Failures failures, String code, List<String> documented) throws Exception {
    String name = "failure_" + code.toLowerCase(Locale.ROOT);
    Material material = trial.material();
    Load load = trial.load(material.table(name), material.plain(1, 40), trial.whole());
    Map<String, Object> manifest = load.manifest();
    PipelineText.group(manifest, "runtime", "retry").put("max_attempts", 1);
    ProvokedPipeline pipeline = new ProvokedPipeline(load, manifest);
    RunResult run;
    try (AutoCloseable undo = failures.provoke(code, pipeline)) {
      assert undo != null;
      run = pipeline.provoked();
    } catch (Mismatch mismatch) {
      return code + ": " + mismatch.getMessage();
    }
    JsonNode error = run.receipt().path("error");
    if (run.succeeded()) {
      return code + " was provoked and the run succeeded";
    }
    String seen = error.path("code").asText(run.code());
    if (!seen.equals(code)) {
      return code + " was provoked, seen was " + run.message();
    }
    String category = error.path("category").asText("").toUpperCase(Locale.ROOT);
    if (!category.equals(documented.get(1))) {
      return code + " is documented as " + documented.get(1) + " and was " + category;
    }
    // What is advised may be nearer to the case than what the page can say, but never nothing.
    return error.path("remedy").asText("").isBlank() && !documented.get(3).isBlank()
        ? code + " advises nothing, documented is '" + documented.get(3) + "'"
        : "";
  }
}
