package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.transfer.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How far one stream was read. */
sealed interface StreamPosition permits CursorPosition, KeyPosition {
  String KIND = "cursor";
  int VERSION = 1;

  /** Its fields. */
  ObjectNode tree();

  /** For people. */
  String display();

  /** One position for all streams of a scope. */
  static Position encode(Map<String, StreamPosition> streams) {
    ObjectNode tree = JSON.object();
    ObjectNode all = tree.putObject("streams");
    Map<String, StreamPosition> ordered = new TreeMap<>(streams);
    ordered.forEach((stream, position) -> all.set(stream, position.tree()));
    return new Position(
        JSON.payload(KIND, VERSION, tree),
        ordered.values().stream().map(StreamPosition::display).collect(Collectors.joining(", ")));
  }

  /** The positions by stream. */
  static Map<String, StreamPosition> decode(Position position) {
    JsonNode all = JSON.required(JSON.read(position.payload(), KIND, VERSION), "streams");
    Map<String, StreamPosition> streams = new LinkedHashMap<>();
    all.properties()
        .forEach(entry ->
            streams.put(
                entry.getKey(),
                entry.getValue().has("key")
                    ? KeyPosition.of(entry.getValue())
                    : CursorPosition.of(entry.getValue())));
    return streams;
  }
}
