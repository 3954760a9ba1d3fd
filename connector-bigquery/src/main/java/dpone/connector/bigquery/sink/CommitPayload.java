package dpone.connector.bigquery.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.json.Json;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * What commits a load: text that any process can run.
 *
 * @param streams in order
 */
record CommitPayload(List<Stream> streams) {
  static final String KIND = "commit";
  static final int VERSION = 1;

  /**
   * A stream.
   *
   * @param name of the stream
   * @param ddl what the target's schema needs
   * @param publish statements of the transaction
   * @param inserted rows that will be new; -1 if that is not known
   */
  record Stream(String name, List<String> ddl, List<String> publish, long inserted) {}

  Payload encode() {
    ObjectNode tree = Json.object();
    ArrayNode all = tree.putArray("streams");
    for (Stream stream : streams) {
      ObjectNode one = all.addObject().put("name", stream.name).put("inserted", stream.inserted);
      one.set("ddl", Json.texts(stream.ddl));
      one.set("publish", Json.texts(stream.publish));
    }
    return Json.payload(KIND, VERSION, tree);
  }

  static CommitPayload decode(Payload payload) {
    List<Stream> streams = new ArrayList<>();
    for (JsonNode one : Json.required(Json.read(payload, KIND, VERSION), "streams")) {
      streams.add(
          new Stream(
              Json.text(one, "name"),
              Json.list(one, "ddl"),
              Json.list(one, "publish"),
              one.path("inserted").asLong(-1)));
    }
    return new CommitPayload(streams);
  }

  /** What is recorded of the load. */
  String detail() {
    ObjectNode detail = Json.object();
    ObjectNode inserted = detail.putObject("inserted");
    streams.forEach(stream -> inserted.put(stream.name, stream.inserted));
    return detail.toString();
  }
}
