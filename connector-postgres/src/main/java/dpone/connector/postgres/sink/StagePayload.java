package dpone.connector.postgres.sink;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.PlannedColumn;
import dpone.connector.postgres.publish.PlannedStream;
import dpone.connector.postgres.publish.StageSql;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.error.Place;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * @param copy the COPY statement
   * @param types types of its columns, as far as an encoder needs them
   */
  record Stage(TableName table, String copy, List<PgType> types) {
    static Stage of(TableName table, PlannedStream plan) {
      return new Stage(
          table,
          StageSql.copyIn(table, plan.columns()),
          plan.columns().stream().map(PlannedColumn::stage).toList());
    }
  }

  Stage stage(String stream) {
    Stage stage = stages.get(stream);
    if (stage == null) {
      throw PgCode.PAYLOAD_UNREADABLE
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
      one.put("schema", stage.table.schema());
      one.put("table", stage.table.name());
      one.put("copy", stage.copy);
      ArrayNode types = one.putArray("types");
      stage.types.forEach(type -> types.add(encode(type)));
    });
    return JSON.payload(KIND, VERSION, tree);
  }

  private static ObjectNode encode(PgType type) {
    ObjectNode tree = JSON.object().put("text", type.text()).put("shape", type.shape());
    PgType element = type.element();
    if (element != null && element.kind() == PgType.Kind.BUILTIN) {
      tree.put("element", element.name());
      tree.put("element_shape", element.shape());
    }
    return tree;
  }

  static StagePayload decode(Payload payload) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    for (JsonNode one : JSON.required(JSON.read(payload, KIND, VERSION), "stages")) {
      List<PgType> types = new ArrayList<>();
      JSON.required(one, "types").forEach(type -> types.add(type(type)));
      stages.put(
          JSON.text(one, "stream"),
          new Stage(
              new TableName(JSON.text(one, "schema"), JSON.text(one, "table")),
              JSON.text(one, "copy"),
              types));
    }
    return new StagePayload(stages);
  }

  private static PgType type(JsonNode tree) {
    @Nullable String element = JSON.textOrNull(tree, "element");
    String shape = JSON.text(tree, "shape");
    PgType.Kind kind = element == null ? PgType.Kind.BUILTIN : PgType.Kind.ARRAY;
    return new PgType(
        JSON.text(tree, "text"),
        shape,
        kind,
        -1,
        shape,
        element == null ? null : element(element, JSON.textOrNull(tree, "element_shape")),
        List.of());
  }

  /** An earlier release wrote no shape. */
  private static PgType element(String name, @Nullable String shape) {
    PgType plain = PgType.builtin(name, name);
    return shape == null
        ? plain
        : new PgType(name, name, PgType.Kind.BUILTIN, -1, shape, null, List.of());
  }
}
