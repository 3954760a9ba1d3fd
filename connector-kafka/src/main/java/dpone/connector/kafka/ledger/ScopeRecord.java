package dpone.connector.kafka.ledger;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.transfer.LoadId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about one scope: the newest generation that fenced it and its newest loads.
 *
 * @param generation newest generation, 0 when there was none
 * @param last the newest committed load, null when there was none
 * @param recent ids of the newest committed loads, the newest first, {@code last} among them
 */
public record ScopeRecord(long generation, @Nullable Load last, List<String> recent) {
  /** How many committed loads are remembered. */
  public static final int REMEMBERED = 64;

  /** Nothing on record. */
  public static final ScopeRecord NONE = new ScopeRecord(0, null, List.of());

  private static final int VERSION = 1;

  /**
   * A committed load.
   *
   * @param id its id
   * @param generation generation that published it
   * @param rows acknowledged rows by stream
   * @param deletions offsets by topic and partition before which the load still has to delete
   *     records; empty when its publish is complete
   */
  public record Load(
      String id,
      long generation,
      Map<String, Long> rows,
      Map<String, Map<Integer, Long>> deletions) {
    /** Copies the maps. */
    public Load {
      rows = Map.copyOf(rows);
      deletions = Map.copyOf(deletions);
    }

    /** The same load, published to its end. */
    public Load complete() {
      return new Load(id, generation, rows, Map.of());
    }
  }

  /** Copies the list. */
  public ScopeRecord {
    recent = List.copyOf(recent);
  }

  /** The same with a newer generation. */
  public ScopeRecord fencedBy(long newer) {
    return new ScopeRecord(newer, last, recent);
  }

  /** The same after another load was committed, or after it was completed. */
  public ScopeRecord with(Load load) {
    List<String> ids = new ArrayList<>(recent);
    ids.remove(load.id());
    ids.add(0, load.id());
    return new ScopeRecord(generation, load, ids.subList(0, Math.min(ids.size(), REMEMBERED)));
  }

  /** Whether that load was committed. */
  public boolean committed(LoadId id) {
    return recent.contains(id.value());
  }

  /** What is known of a committed load, if it is the newest. */
  public Optional<Load> find(LoadId id) {
    Load newest = last;
    return newest != null && newest.id().equals(id.value())
        ? Optional.of(newest)
        : Optional.empty();
  }

  /** The bytes of a record's key. */
  public static byte[] key(String pipeline, String scope) {
    return JSON.object()
        .put("pipeline", pipeline)
        .put("scope", scope)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of a record's value. */
  public byte[] encode() {
    ObjectNode tree = JSON.object().put("version", VERSION).put("generation", generation);
    ArrayNode ids = tree.putArray("recent");
    recent.forEach(ids::add);
    Load newest = last;
    if (newest != null) {
      ObjectNode load = tree.putObject("load");
      load.put("id", newest.id()).put("generation", newest.generation());
      ObjectNode rows = load.putObject("rows");
      newest.rows().forEach(rows::put);
      ObjectNode deletions = load.putObject("deletions");
      newest
          .deletions()
          .forEach((topic, offsets) -> {
            ObjectNode one = deletions.putObject(topic);
            offsets.forEach((partition, offset) -> one.put(String.valueOf(partition), offset));
          });
    }
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record's value.
   *
   * @throws dpone.spi.error.DponeException when it is not one, or of a newer release
   */
  public static ScopeRecord decode(byte[] value) {
    JsonNode tree = JSON.tree(new String(value, StandardCharsets.UTF_8));
    if (tree.path("version").asInt(0) > VERSION) {
      throw KafkaCode.PAYLOAD_UNREADABLE
          .error("a load's record has format version " + tree.path("version").asInt())
          .build();
    }
    List<String> recent = new ArrayList<>();
    JSON.required(tree, "recent").forEach(id -> recent.add(id.asText()));
    JsonNode load = tree.get("load");
    return new ScopeRecord(
        JSON.required(tree, "generation").asLong(), load == null ? null : load(load), recent);
  }

  private static Load load(JsonNode tree) {
    Map<String, Long> rows = new LinkedHashMap<>();
    JSON.required(tree, "rows")
        .properties()
        .forEach(entry -> rows.put(entry.getKey(), entry.getValue().asLong()));
    Map<String, Map<Integer, Long>> deletions = new LinkedHashMap<>();
    JSON.required(tree, "deletions")
        .properties()
        .forEach(topic -> {
          Map<Integer, Long> offsets = new LinkedHashMap<>();
          topic
              .getValue()
              .properties()
              .forEach(e -> offsets.put(Integer.valueOf(e.getKey()), e.getValue().asLong()));
          deletions.put(topic.getKey(), offsets);
        });
    return new Load(
        JSON.text(tree, "id"), JSON.required(tree, "generation").asLong(), rows, deletions);
  }
}
