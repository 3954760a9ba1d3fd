package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode tree = JSON.object();
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
      node.set("after", JSON.texts(one.after));
    }
    return JSON.payload(KIND, VERSION, tree);
  }

  private static void table(ObjectNode node, TableName name) {
    node.put("database", name.database()).put("table", name.name());
  }

  private static TableName table(JsonNode node) {
    return new TableName(JSON.text(node, "database"), JSON.text(node, "table"));
  }

  static CommitPayload decode(Payload payload) {
    List<StreamPublish> streams = new ArrayList<>();
    for (JsonNode node : JSON.required(JSON.read(payload, KIND, VERSION), "streams")) {
      List<Step> steps = new ArrayList<>();
      JSON.required(node, "steps").forEach(step -> steps.add(Step.decode(step)));
      streams.add(
          new StreamPublish(
              JSON.text(node, "stream"),
              table(JSON.required(node, "target")),
              table(JSON.required(node, "stage")),
              node.path("creates").asBoolean(),
              node.path("exact").asBoolean(),
              node.path("rows").asLong(),
              JSON.text(node, "cluster"),
              steps,
              JSON.list(node, "after")));
    }
    return new CommitPayload(streams);
  }
}
