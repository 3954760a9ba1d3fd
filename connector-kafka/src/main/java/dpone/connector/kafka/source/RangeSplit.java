package dpone.connector.kafka.source;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.option.Options;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.toolkit.payload.OptionJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader needs to know: which parts of which partitions, and how records become rows.
 *
 * @param stream the stream's name
 * @param columns columns wanted; empty means all
 * @param options the stream's options
 * @param digest of the columns that were planned
 * @param ranges what to read
 * @param mostKeys keys that may be told apart in order to read only the last record of each; 0
 *     where every record is read
 */
record RangeSplit(
    String stream,
    List<String> columns,
    Options options,
    String digest,
    List<Range> ranges,
    int mostKeys) {
  static final String KIND = "offset-ranges";
  private static final int VERSION = 1;

  RangeSplit {
    columns = List.copyOf(columns);
    ranges = List.copyOf(ranges);
  }

  Split split(int ordinal) {
    ObjectNode tree = JSON.object();
    tree.set("columns", JSON.texts(columns));
    tree.put("digest", digest);
    tree.set("options", OptionJson.write(StreamOptions.SPEC, options));
    tree.set("ranges", write(ranges));
    tree.put("most_keys", mostKeys);
    // Offsets stand in for bytes: only their order counts.
    long size = ranges.stream().mapToLong(Range::size).sum();
    return new Split(stream, ordinal, size, JSON.payload(KIND, VERSION, tree));
  }

  static RangeSplit of(Split split) {
    JsonNode tree = JSON.read(split.payload(), KIND, VERSION);
    return new RangeSplit(
        split.stream(),
        JSON.list(tree, "columns"),
        OptionJson.read(StreamOptions.SPEC, JSON.required(tree, "options")),
        JSON.text(tree, "digest"),
        read(JSON.required(tree, "ranges")),
        tree.path("most_keys").asInt());
  }

  /** The receipt of a reader that reached the end of its ranges. */
  static Payload receipt(List<Range> reached) {
    ObjectNode tree = JSON.object();
    tree.set("ranges", write(reached));
    return JSON.payload("offsets-read", VERSION, tree);
  }

  static List<Range> reached(Payload receipt) {
    return read(JSON.required(JSON.read(receipt, "offsets-read", VERSION), "ranges"));
  }

  private static ArrayNode write(List<Range> ranges) {
    ArrayNode list = JSON.array();
    for (Range range : ranges) {
      list.addObject()
          .put("topic", range.topic())
          .put("id", range.topicId())
          .put("partition", range.partition())
          .put("from", range.from())
          .put("to", range.to());
    }
    return list;
  }

  private static List<Range> read(JsonNode list) {
    List<Range> ranges = new ArrayList<>();
    for (JsonNode node : list) {
      ranges.add(
          new Range(
              JSON.text(node, "topic"),
              JSON.text(node, "id"),
              JSON.required(node, "partition").asInt(),
              JSON.required(node, "from").asLong(),
              JSON.required(node, "to").asLong()));
    }
    return ranges;
  }
}
