package dpone.connector.bigquery.load;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.sql.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * What a writer needs to know of a stream's stage.
 *
 * @param table of the stage
 * @param columns in the order in which they arrive
 * @param key columns whose values name a row that is rejected
 * @param objects of the stage, where rows go through a bucket
 */
public record StageTable(
    TableName table, List<EncodedColumn> columns, List<String> key, StageObjects objects) {
  private static final String OBJECTS = "objects";

  /** Copies the lists. */
  public StageTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The table of one try of one split. */
  public TableName piece(int ordinal, int attempt) {
    return table.sibling(table.table() + "_p" + ordinal + "_" + attempt);
  }

  /** As JSON. */
  public ObjectNode encode() {
    ObjectNode one = JSON.object();
    one.put("project", table.project()).put("dataset", table.dataset()).put("table", table.table());
    ArrayNode all = one.putArray("columns");
    for (EncodedColumn column : columns) {
      all.addObject()
          .put("name", column.name())
          .put("staged", column.staged())
          .put("required", column.required())
          .put("absent", column.absent())
          .put("asText", column.asText());
    }
    one.set("key", JSON.texts(key));
    if (!objects.equals(StageObjects.NONE)) {
      one.putObject(OBJECTS)
          .put("folder", objects.folder())
          .put("owner", objects.owner())
          .put("stage", objects.stage());
    }
    return one;
  }

  private static StageObjects objects(JsonNode one) {
    if (!one.has(OBJECTS)) {
      return StageObjects.NONE;
    }
    JsonNode objects = one.path(OBJECTS);
    return new StageObjects(
        JSON.text(objects, "folder"), JSON.text(objects, "owner"), JSON.text(objects, "stage"));
  }

  /** Out of JSON. */
  public static StageTable decode(JsonNode one) {
    List<EncodedColumn> columns = new ArrayList<>();
    for (JsonNode column : JSON.required(one, "columns")) {
      columns.add(
          new EncodedColumn(
              JSON.text(column, "name"),
              column.path("staged").asBoolean(),
              column.path("required").asBoolean(),
              column.path("absent").asBoolean(),
              column.path("asText").asBoolean()));
    }
    return new StageTable(
        new TableName(
            JSON.text(one, "project"), JSON.text(one, "dataset"), JSON.text(one, "table")),
        columns,
        JSON.list(one, "key"),
        objects(one));
  }
}
