package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.PlannedStream;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StagedColumn;
import dpone.spi.error.Place;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a writer needs to know about the stages of a load.
 *
 * @param stages by stream
 */
record StagePayload(Map<String, Stage> stages) {
  static final String KIND = "stage";
  static final int VERSION = 1;

  /**
   * One stage.
   *
   * @param table name
   * @param columns in the order in which they arrive
   * @param key columns whose values name a row that is rejected
   */
  record Stage(TableName table, List<StagedColumn> columns, List<String> key) {
    static Stage of(TableName table, PlannedStream plan) {
      return new Stage(
          table,
          plan.columns().stream()
              .map(c -> new StagedColumn(c.name(), c.staged() ? c.type() : "", c.absent()))
              .toList(),
          plan.key());
    }
  }

  Stage stage(String stream) {
    Stage stage = stages.get(stream);
    if (stage == null) {
      throw ChCode.PAYLOAD_UNREADABLE
          .error("the stage does not know the stream")
          .at(Place.stream(stream))
          .build();
    }
    return stage;
  }

  Payload encode() {
    ObjectNode tree = JSON.object();
    ArrayNode all = tree.putArray("stages");
    stages.forEach((stream, stage) -> {
      ObjectNode one = all.addObject();
      one.put("stream", stream);
      one.put("database", stage.table.database());
      one.put("table", stage.table.name());
      ArrayNode columns = one.putArray("columns");
      for (StagedColumn column : stage.columns) {
        columns
            .addObject()
            .put("name", column.name())
            .put("type", column.type())
            .put("absent", column.absent());
      }
      one.set("key", JSON.texts(stage.key));
    });
    return JSON.payload(KIND, VERSION, tree);
  }

  static StagePayload decode(Payload payload) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    for (JsonNode one : JSON.required(JSON.read(payload, KIND, VERSION), "stages")) {
      List<StagedColumn> columns = new ArrayList<>();
      for (JsonNode column : JSON.required(one, "columns")) {
        columns.add(
            new StagedColumn(
                JSON.text(column, "name"),
                JSON.text(column, "type"),
                column.path("absent").asBoolean()));
      }
      stages.put(
          JSON.text(one, "stream"),
          new Stage(
              new TableName(JSON.text(one, "database"), JSON.text(one, "table")),
              columns,
              JSON.list(one, "key")));
    }
    return new StagePayload(stages);
  }
}
