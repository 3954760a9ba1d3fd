package dpone.connector.mssql.sink;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.error.Place;
import dpone.spi.transfer.Payload;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a writer needs to know about the stages of a load.
 *
 * @param raw raw stage by stream
 */
record StagePayload(Map<String, TableName> raw) {
  static final String KIND = "stage";
  static final int VERSION = 1;

  TableName stage(String stream) {
    TableName table = raw.get(stream);
    if (table == null) {
      throw MsCode.PAYLOAD_UNREADABLE
          .error("the stage does not know the stream")
          .at(Place.stream(stream))
          .build();
    }
    return table;
  }

  Payload encode() {
    ObjectNode tree = JSON.object();
    var all = tree.putArray("stages");
    raw.forEach((stream, table) ->
        all.addObject()
            .put("stream", stream)
            .put("schema", table.schema())
            .put("table", table.name()));
    return JSON.payload(KIND, VERSION, tree);
  }

  static StagePayload decode(Payload payload) {
    Map<String, TableName> raw = new LinkedHashMap<>();
    for (JsonNode one : JSON.required(JSON.read(payload, KIND, VERSION), "stages")) {
      raw.put(
          JSON.text(one, "stream"),
          new TableName(JSON.text(one, "schema"), JSON.text(one, "table")));
    }
    return new StagePayload(raw);
  }
}
