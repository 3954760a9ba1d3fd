package dpone.connector.mssql.sink;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a publish does, and keeps it with the load id, so that a second answer is the same.
 */
final class Counts {
  private static final String KIND = "counts";
  private static final int VERSION = 1;

  private final Map<String, Long> inserted = new TreeMap<>();
  private final Map<String, Long> updated = new TreeMap<>();
  private final Map<String, Long> deleted = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  void inserted(String stream, long rows) {
    inserted.merge(stream, rows, Long::sum);
  }

  void updated(String stream, long rows) {
    updated.merge(stream, rows, Long::sum);
  }

  void deleted(String stream, long rows) {
    deleted.merge(stream, rows, Long::sum);
  }

  CommitReceipt receipt(LoadId loadId) {
    inserted.keySet().forEach(stream -> deleted.putIfAbsent(stream, 0L));
    return new CommitReceipt(loadId, inserted, updated, deleted, notes);
  }

  String encode() {
    ObjectNode tree = JSON.object();
    inserted.forEach(tree.putObject("inserted")::put);
    updated.forEach(tree.putObject("updated")::put);
    deleted.forEach(tree.putObject("deleted")::put);
    notes.forEach(tree.putArray("notes")::add);
    return tree.toString();
  }

  static Counts decode(String detail) {
    JsonNode tree = JSON.read(new Payload(JSON.connector(), KIND, VERSION, detail), KIND, VERSION);
    Counts counts = new Counts();
    JSON.required(tree, "inserted")
        .properties()
        .forEach(e -> counts.inserted.put(e.getKey(), e.getValue().asLong()));
    JSON.required(tree, "updated")
        .properties()
        .forEach(e -> counts.updated.put(e.getKey(), e.getValue().asLong()));
    // Loads of earlier releases had neither.
    tree.path("deleted")
        .properties()
        .forEach(e -> counts.deleted.put(e.getKey(), e.getValue().asLong()));
    tree.path("notes").forEach(note -> counts.notes.add(note.asText()));
    return counts;
  }
}
