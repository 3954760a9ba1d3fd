package dpone.connector.mssql.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.payload.Json;
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
    ObjectNode tree = Json.object();
    var all = tree.putArray("steps");
    for (Step step : steps) {
      all.addObject()
          .put("stream", step.stream())
          .put("counts", step.counts().name().toLowerCase(Locale.ROOT))
          .put("sql", step.sql());
    }
    rows.forEach(tree.putObject("rows")::put);
    tree.put("plan", plan);
    return Json.payload(KIND, VERSION, tree);
  }

  static CommitPayload decode(Payload payload) {
    JsonNode tree = Json.read(payload, KIND, VERSION);
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : Json.required(tree, "steps")) {
      steps.add(
          new Step(
              Json.text(step, "stream"),
              Step.Counts.valueOf(Json.text(step, "counts").toUpperCase(Locale.ROOT)),
              Json.text(step, "sql")));
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    Json.required(tree, "rows")
        .properties()
        .forEach(e -> rows.put(e.getKey(), e.getValue().asLong()));
    String plan = Json.textOrNull(tree, "plan");
    return new CommitPayload(steps, rows, plan == null ? "" : plan);
  }
}
