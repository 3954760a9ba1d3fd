package dpone.connector.bigquery.sink;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What commits a load: text that any process can run.
 *
 * @param streams in order
 */
record CommitPayload(List<Stream> streams) {
  static final String KIND = "commit";
  static final int VERSION = 1;
  private static final String PUBLISHING = "publishing";

  /**
   * A stream.
   *
   * @param name of the stream
   * @param ddl what the target's schema needs
   * @param publish statements of the transaction
   * @param inserted rows that will be new; -1 if that is not known
   * @param copy how copy jobs overwrite the target, after the statements; null where the statements
   *     publish
   */
  record Stream(
      String name, List<String> ddl, List<String> publish, long inserted, @Nullable Copy copy) {}

  /**
   * A target that is overwritten.
   *
   * @param from a table of the target's shape
   * @param to the target
   * @param kmsKey by which the target is encrypted, or empty
   * @param whole whether all of it is
   * @param partitions else these partitions
   */
  record Copy(TableName from, TableName to, String kmsKey, boolean whole, List<String> partitions) {
    private ObjectNode encode() {
      ObjectNode one = JSON.object();
      one.set("from", name(from));
      one.set("to", name(to));
      one.put("kmsKey", kmsKey).put("whole", whole);
      one.set("partitions", JSON.texts(partitions));
      return one;
    }

    private static ObjectNode name(TableName table) {
      ObjectNode one = JSON.object();
      return one.put("project", table.project())
          .put("dataset", table.dataset())
          .put("table", table.table());
    }

    private static Copy decode(JsonNode one) {
      return new Copy(
          table(JSON.required(one, "from")),
          table(JSON.required(one, "to")),
          JSON.text(one, "kmsKey"),
          one.path("whole").asBoolean(),
          JSON.list(one, "partitions"));
    }

    private static TableName table(JsonNode one) {
      return new TableName(
          JSON.text(one, "project"), JSON.text(one, "dataset"), JSON.text(one, "table"));
    }
  }

  Payload encode() {
    ObjectNode tree = JSON.object();
    ArrayNode all = tree.putArray("streams");
    for (Stream stream : streams) {
      ObjectNode one = all.addObject().put("name", stream.name).put("inserted", stream.inserted);
      one.set("ddl", JSON.texts(stream.ddl));
      one.set("publish", JSON.texts(stream.publish));
      if (stream.copy != null) {
        one.set("copy", stream.copy.encode());
      }
    }
    return JSON.payload(KIND, VERSION, tree);
  }

  static CommitPayload decode(Payload payload) {
    List<Stream> streams = new ArrayList<>();
    for (JsonNode one : JSON.required(JSON.read(payload, KIND, VERSION), "streams")) {
      streams.add(
          new Stream(
              JSON.text(one, "name"),
              JSON.list(one, "ddl"),
              JSON.list(one, "publish"),
              one.path("inserted").asLong(-1),
              one.has("copy") ? Copy.decode(one.path("copy")) : null));
    }
    return new CommitPayload(streams);
  }

  /** Whether copy jobs publish; either all streams are published so, or none is. */
  boolean byCopy() {
    return streams.stream().anyMatch(stream -> stream.copy != null);
  }

  /** Whether a record says that the load began to be published and not that it was whole. */
  static boolean isOpen(JsonNode detail) {
    return detail.path(PUBLISHING).asBoolean();
  }

  /** What is recorded of the load. */
  String detail() {
    return detail(false);
  }

  /** What is recorded of the load before the first copy job, or after the last one. */
  String detail(boolean publishing) {
    ObjectNode detail = JSON.object();
    if (publishing) {
      detail.put(PUBLISHING, true);
    }
    ObjectNode inserted = detail.putObject("inserted");
    streams.forEach(stream -> inserted.put(stream.name, stream.inserted));
    return detail.toString();
  }
}
