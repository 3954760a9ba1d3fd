package dpone.connector.mssql.cdc;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.DponeException;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the changes of a scope were read.
 *
 * @param kind which log: {@code cdc} or {@code change_tracking}
 * @param point everything up to it was delivered
 * @param database the database whose log it is
 * @param streams the streams that were in a snapshot
 */
record LogPosition(String kind, ChangePoint point, String database, Map<String, Stream> streams) {
  static final String CDC = "cdc";
  static final String TRACKING = "change_tracking";
  static final int VERSION = 1;

  LogPosition {
    streams = Map.copyOf(streams);
  }

  /**
   * What a stream was read from last.
   *
   * @param instance name of the capture instance
   * @param id what tells it from another one of its name
   * @param object object id of the table
   * @param from transactions up to it are part of the snapshot
   */
  record Stream(String instance, long id, long object, Lsn from) {
    static Stream of(CaptureInstance instance, Lsn from) {
      return new Stream(instance.name(), instance.id(), instance.object(), from);
    }

    /** From where its changes are read, the scope being at a point. */
    ChangePoint after(ChangePoint point) {
      return point.lsn().before(from) ? ChangePoint.end(from) : point;
    }

    boolean is(CaptureInstance other) {
      return instance.equals(other.name()) && id == other.id() && object == other.object();
    }
  }

  LogPosition at(ChangePoint reached, Map<String, Stream> read) {
    return new LogPosition(kind, reached, database, read);
  }

  Position encode() {
    ObjectNode tree = JSON.object();
    tree.put("lsn", point.lsn().toString());
    tree.put("seqval", point.seqval().toString());
    tree.put("operation", point.operation());
    tree.put("database", database);
    ObjectNode all = tree.putObject("streams");
    new TreeMap<>(streams)
        .forEach((name, stream) -> {
          ObjectNode one = all.putObject(name);
          one.put("instance", stream.instance);
          one.put("id", stream.id);
          one.put("object", stream.object);
          one.put("from", stream.from.toString());
        });
    return new Position(JSON.payload(kind, VERSION, tree), display());
  }

  /** For people. */
  String display() {
    if (kind.equals(TRACKING)) {
      return "version " + point.lsn().high();
    }
    return "lsn " + point.lsn() + (point.isEnd() ? "" : ", within the transaction");
  }

  static LogPosition decode(Position position) {
    return decode(position, position.payload().kind());
  }

  /**
   * That a position belongs to a database of another name.
   *
   * @param here the database that is asked
   */
  DponeException foreign(String here) {
    return MsCode.LOG_POSITION_LOST
        .error("the stored position belongs to the database " + database + ", this is " + here)
        .build();
  }

  /** That the log ends before it. */
  DponeException beyond(Lsn last) {
    return MsCode.LOG_POSITION_LOST
        .error(
            "the log of "
                + database
                + " ends at "
                + last
                + ", before the stored position "
                + point.lsn()
                + ": the database was restored, or is another one")
        .build();
  }

  static LogPosition decode(Position position, String kind) {
    JsonNode tree = JSON.read(position.payload(), kind, VERSION);
    Map<String, Stream> streams = new LinkedHashMap<>();
    JSON.required(tree, "streams")
        .properties()
        .forEach(entry ->
            streams.put(
                entry.getKey(),
                new Stream(
                    JSON.text(entry.getValue(), "instance"),
                    JSON.required(entry.getValue(), "id").asLong(),
                    JSON.required(entry.getValue(), "object").asLong(),
                    Lsn.parse(JSON.text(entry.getValue(), "from")))));
    return new LogPosition(
        kind,
        new ChangePoint(
            Lsn.parse(JSON.text(tree, "lsn")),
            Lsn.parse(JSON.text(tree, "seqval")),
            JSON.required(tree, "operation").asInt()),
        JSON.text(tree, "database"),
        streams);
  }
}
