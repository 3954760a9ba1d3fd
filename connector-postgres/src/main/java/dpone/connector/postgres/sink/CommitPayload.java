package dpone.connector.postgres.sink;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.publish.Step;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that another process needs to publish a prepared load.
 *
 * @param steps statements of the publishing transaction, in order
 * @param rows staged rows by stream
 */
record CommitPayload(List<Step> steps, Map<String, Long> rows) {
  static final String KIND = "commit";
  static final int VERSION = 1;

  Payload encode() {
    ObjectNode tree = JSON.object();
    ArrayNode all = tree.putArray("steps");
    steps.forEach(step -> all.add(step.encode()));
    ObjectNode counts = tree.putObject("rows");
    rows.forEach(counts::put);
    return JSON.payload(KIND, VERSION, tree);
  }

  static CommitPayload decode(Payload payload) {
    JsonNode tree = JSON.read(payload, KIND, VERSION);
    List<Step> steps = new ArrayList<>();
    JSON.required(tree, "steps").forEach(step -> steps.add(Step.decode(step)));
    Map<String, Long> rows = new LinkedHashMap<>();
    JSON.required(tree, "rows")
        .properties()
        .forEach(e -> rows.put(e.getKey(), e.getValue().asLong()));
    return new CommitPayload(steps, rows);
  }
}
