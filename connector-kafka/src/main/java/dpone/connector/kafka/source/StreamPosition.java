package dpone.connector.kafka.source;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.transfer.Position;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a stream was read.
 *
 * @param group consumer group to be told, or empty
 * @param topics by name
 */
record StreamPosition(String group, Map<String, TopicPosition> topics) {
  static final String KIND = "offsets";
  private static final int VERSION = 1;

  StreamPosition {
    topics = new TreeMap<>(topics);
  }

  /**
   * How far a topic was read.
   *
   * @param id the topic's id
   * @param next by partition, the first offset that was not read
   * @param until by partition, where a read in several parts ends; empty when it is at its end
   */
  record TopicPosition(String id, Map<Integer, Long> next, Map<Integer, Long> until) {
    TopicPosition {
      next = new TreeMap<>(next);
      until = new TreeMap<>(until);
    }
  }

  static Position encode(Map<String, StreamPosition> streams) {
    ObjectNode tree = JSON.object();
    ObjectNode all = tree.putObject("streams");
    StringBuilder display = new StringBuilder();
    new TreeMap<>(streams)
        .forEach((name, position) -> {
          ObjectNode stream = all.putObject(name);
          stream.put("group", position.group());
          ObjectNode topics = stream.putObject("topics");
          position
              .topics()
              .forEach((topic, at) -> {
                ObjectNode node = topics.putObject(topic);
                node.put("id", at.id());
                write(node.putObject("next"), at.next());
                if (!at.until().isEmpty()) {
                  write(node.putObject("until"), at.until());
                }
                display
                    .append(display.isEmpty() ? "" : "; ")
                    .append(topic)
                    .append(' ')
                    .append(at.next());
              });
        });
    String shown = display.length() > 300 ? display.substring(0, 300) + "..." : display.toString();
    return new Position(JSON.payload(KIND, VERSION, tree), shown.isEmpty() ? "no offsets" : shown);
  }

  private static void write(ObjectNode node, Map<Integer, Long> offsets) {
    offsets.forEach((partition, offset) -> node.put(partition.toString(), offset));
  }

  static Map<String, StreamPosition> decode(Position position) {
    JsonNode tree = JSON.read(position.payload(), KIND, VERSION);
    Map<String, StreamPosition> streams = new TreeMap<>();
    JSON.required(tree, "streams")
        .properties()
        .forEach(entry -> {
          Map<String, TopicPosition> topics = new TreeMap<>();
          JSON.required(entry.getValue(), "topics")
              .properties()
              .forEach(topic ->
                  topics.put(
                      topic.getKey(),
                      new TopicPosition(
                          JSON.text(topic.getValue(), "id"),
                          read(JSON.required(topic.getValue(), "next")),
                          read(topic.getValue().path("until")))));
          String group = JSON.textOrNull(entry.getValue(), "group");
          streams.put(entry.getKey(), new StreamPosition(group == null ? "" : group, topics));
        });
    return streams;
  }

  private static Map<Integer, Long> read(JsonNode node) {
    Map<Integer, Long> offsets = new TreeMap<>();
    node.properties().forEach(e -> offsets.put(Integer.valueOf(e.getKey()), e.getValue().asLong()));
    return offsets;
  }
}
