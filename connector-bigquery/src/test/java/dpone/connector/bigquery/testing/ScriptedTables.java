package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Datasets and tables as they were made, without their rows. */
final class ScriptedTables {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> bodies = new TreeMap<>();

  /** Makes a dataset. */
  void dataset(String name) {
    bodies.put(
        "dataset " + name,
        JSON.createObjectNode().put("location", "EU").put("creationTime", "1700000000000"));
  }

  /** Makes a table that is there before a load. */
  void table(String dataset, String table, String schema) throws IOException {
    ObjectNode node = JSON.createObjectNode().put("type", "TABLE");
    node.set("schema", JSON.readTree(schema));
    bodies.put("table " + dataset + "." + table, node);
  }

  /** Makes a table without columns. */
  void shaped(String name) {
    bodies.put("table " + name, JSON.createObjectNode());
  }

  /** Makes a table with partitions that is there before a load. */
  void table(String dataset, String table, String schema, String partitioning) throws IOException {
    table(dataset, table, schema);
    ((ObjectNode) bodies.get("table " + dataset + "." + table))
        .set("timePartitioning", JSON.readTree(partitioning));
  }

  Reply table(String method, String dataset, boolean ofTables, String table, byte[] body)
      throws IOException {
    if (!bodies.containsKey("dataset " + dataset)) {
      throw new Refusal(404, "notFound", "Not found: Dataset acme:" + dataset);
    }
    if (!ofTables) {
      return Reply.of(bodies.get("dataset " + dataset));
    }
    String key = "table " + dataset + "." + table;
    if (table == null && method.equals("POST")) {
      JsonNode made = JSON.readTree(body);
      key = "table " + dataset + "." + made.at("/tableReference/tableId").asText();
      if (bodies.putIfAbsent(key, made) != null) {
        throw new Refusal(409, "duplicate", "Already Exists: Table");
      }
      return Reply.of(made);
    }
    if (table == null) {
      ArrayNode all = JSON.createArrayNode();
      bodies.keySet().stream()
          .filter(k -> k.startsWith("table " + dataset + "."))
          .forEach(k ->
              all.addObject()
                  .putObject("tableReference")
                  .put("tableId", k.substring(("table " + dataset + ".").length())));
      ObjectNode list = JSON.createObjectNode();
      list.set("tables", all);
      return Reply.of(list);
    }
    if (!bodies.containsKey(key)) {
      throw new Refusal(404, "notFound", "Not found: Table acme:" + dataset + "." + table);
    }
    if (method.equals("DELETE")) {
      bodies.remove(key);
      return new Reply(204, "", Map.of());
    }
    return Reply.of(bodies.get(key));
  }

  /** The tables of a dataset whose names begin so. */
  List<String> names(String dataset, String prefix) {
    String key = "table " + dataset + ".";
    return bodies.keySet().stream()
        .filter(k -> k.startsWith(key + prefix))
        .map(k -> k.substring(key.length()))
        .toList();
  }

  boolean has(String table) {
    return bodies.containsKey("table " + table);
  }
}
