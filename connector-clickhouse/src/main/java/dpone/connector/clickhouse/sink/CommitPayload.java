package dpone.connector.clickhouse.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.payload.Json;
import dpone.connector.clickhouse.publish.Step;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * All that another process needs to publish a prepared load, or to complete it.
 *
 * @param streams in the order in which they are published, each in one step of its own
 */
record CommitPayload(List<StreamPublish> streams) {
  static final String KIND = "commit";
  static final int VERSION = 2;

  /**
   * How one stream is published.
   *
   * @param stream name of the source's stream
   * @param target the table
   * @param stage its stage under the generation that prepared it
   * @param creates whether the target does not exist yet
   * @param exact whether the server keeps every row that is attached, so that it can be counted
   * @param rows staged rows
   * @param cluster of {@code ON CLUSTER}, empty for none
   * @param steps statements on the copy
   * @param after statements that are run after the publish, and may be run again
   */
  record StreamPublish(
      String stream,
      TableName target,
      TableName stage,
      boolean creates,
      boolean exact,
      long rows,
      String cluster,
      List<Step> steps,
      List<String> after) {}

  Payload encode() {
    ObjectNode tree = Json.object();
    ArrayNode all = tree.putArray("streams");
    for (StreamPublish one : streams) {
      ObjectNode node = all.addObject();
      node.put("stream", one.stream);
      table(node.putObject("target"), one.target);
      table(node.putObject("stage"), one.stage);
      node.put("creates", one.creates);
      node.put("exact", one.exact);
      node.put("rows", one.rows);
      node.put("cluster", one.cluster);
      ArrayNode steps = node.putArray("steps");
      one.steps.forEach(step -> steps.add(step.encode()));
      node.set("after", Json.texts(one.after));
    }
    return Json.payload(KIND, VERSION, tree);
  }

  private static void table(ObjectNode node, TableName name) {
    node.put("database", name.database()).put("table", name.name());
  }

  private static TableName table(JsonNode node) {
    return new TableName(Json.text(node, "database"), Json.text(node, "table"));
  }

  static CommitPayload decode(Payload payload) {
    List<StreamPublish> streams = new ArrayList<>();
    for (JsonNode node : Json.required(Json.read(payload, KIND, VERSION), "streams")) {
      List<Step> steps = new ArrayList<>();
      Json.required(node, "steps").forEach(step -> steps.add(Step.decode(step)));
      streams.add(
          new StreamPublish(
              Json.text(node, "stream"),
              table(Json.required(node, "target")),
              table(Json.required(node, "stage")),
              node.path("creates").asBoolean(),
              node.path("exact").asBoolean(),
              node.path("rows").asLong(),
              Json.text(node, "cluster"),
              steps,
              Json.list(node, "after")));
    }
    return new CommitPayload(streams);
  }
}
