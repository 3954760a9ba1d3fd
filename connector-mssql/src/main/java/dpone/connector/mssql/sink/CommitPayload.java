package dpone.connector.mssql.sink;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.publish.Step;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that another process needs to publish a prepared load.
 *
 * @param steps statements of the publishing transaction, in order
 * @param rows staged rows by stream
 * @param plan what tells the plan that the steps were made for; empty in payloads of before
 */
record CommitPayload(List<Step> steps, Map<String, Long> rows, String plan) {
  static final String KIND = "commit";
  static final int VERSION = 1;

  Payload encode() {
    ObjectNode tree = JSON.object();
    var all = tree.putArray("steps");
    for (Step step : steps) {
      all.addObject()
          .put("stream", step.stream())
          .put("counts", step.counts().name().toLowerCase(Locale.ROOT))
          .put("sql", step.sql());
    }
    rows.forEach(tree.putObject("rows")::put);
    tree.put("plan", plan);
    return JSON.payload(KIND, VERSION, tree);
  }

  static CommitPayload decode(Payload payload) {
    JsonNode tree = JSON.read(payload, KIND, VERSION);
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : JSON.required(tree, "steps")) {
      steps.add(
          new Step(
              JSON.text(step, "stream"),
              Step.Counts.valueOf(JSON.text(step, "counts").toUpperCase(Locale.ROOT)),
              JSON.text(step, "sql")));
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    JSON.required(tree, "rows")
        .properties()
        .forEach(e -> rows.put(e.getKey(), e.getValue().asLong()));
    String plan = JSON.textOrNull(tree, "plan");
    return new CommitPayload(steps, rows, plan == null ? "" : plan);
  }
}
