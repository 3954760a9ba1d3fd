package dpone.connector.postgres.cdc;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.spi.transfer.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the changes of a scope were read.
 *
 * @param lsn every transaction that commits before it was delivered
 * @param slot name of the slot
 * @param publication name of the publication
 * @param system identifier of the cluster
 * @param timeline the cluster's timeline when the position was made
 * @param database name of the database
 * @param streams the streams that were in a snapshot
 */
record WalPosition(
    long lsn,
    String slot,
    String publication,
    String system,
    int timeline,
    String database,
    Map<String, Stream> streams) {
  static final String KIND = "wal";
  static final int VERSION = 1;

  WalPosition {
    streams = Map.copyOf(streams);
  }

  /**
   * A stream.
   *
   * @param oid object id of its table
   * @param from transactions that commit before it are part of the snapshot
   * @param columns the columns as last seen
   */
  record Stream(long oid, long from, List<Attribute> columns) {
    Stream {
      columns = List.copyOf(columns);
    }
  }

  WalPosition at(long reached, Map<String, Stream> seen) {
    return new WalPosition(reached, slot, publication, system, timeline, database, seen);
  }

  Position encode() {
    ObjectNode tree = JSON.object();
    tree.put("lsn", Lsn.text(lsn));
    tree.put("slot", slot);
    tree.put("publication", publication);
    tree.put("system", system);
    tree.put("timeline", timeline);
    tree.put("database", database);
    ObjectNode all = tree.putObject("streams");
    new java.util.TreeMap<>(streams)
        .forEach((name, stream) -> {
          ObjectNode one = all.putObject(name);
          one.put("oid", stream.oid);
          one.put("from", Lsn.text(stream.from));
          ArrayNode columns = one.putArray("columns");
          for (Attribute column : stream.columns) {
            columns
                .addArray()
                .add(column.number())
                .add(column.name())
                .add(column.type())
                .add(column.modifier());
          }
        });
    return new Position(JSON.payload(KIND, VERSION, tree), "wal " + Lsn.text(lsn));
  }

  static WalPosition decode(Position position) {
    JsonNode tree = JSON.read(position.payload(), KIND, VERSION);
    Map<String, Stream> streams = new LinkedHashMap<>();
    JSON.required(tree, "streams")
        .properties()
        .forEach(entry -> streams.put(entry.getKey(), stream(entry.getValue())));
    return new WalPosition(
        Lsn.parse(JSON.text(tree, "lsn")),
        JSON.text(tree, "slot"),
        JSON.text(tree, "publication"),
        JSON.text(tree, "system"),
        JSON.required(tree, "timeline").asInt(),
        JSON.text(tree, "database"),
        streams);
  }

  private static Stream stream(JsonNode tree) {
    List<Attribute> columns = new ArrayList<>();
    JSON.required(tree, "columns")
        .forEach(c ->
            columns.add(
                new Attribute(
                    c.path(0).asInt(),
                    c.path(1).asText(),
                    c.path(2).asLong(),
                    c.path(3).asInt(),
                    false,
                    false)));
    return new Stream(
        JSON.required(tree, "oid").asLong(), Lsn.parse(JSON.text(tree, "from")), columns);
  }
}
