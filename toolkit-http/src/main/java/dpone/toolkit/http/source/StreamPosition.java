package dpone.toolkit.http.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.transfer.Position;
import dpone.toolkit.http.page.PageState;
import dpone.toolkit.http.page.Slice;
import dpone.toolkit.http.payload.Payloads;
import dpone.toolkit.payload.PayloadJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream was read.
 *
 * @param watermark cursor or moment at which the next increment begins; null before the first one
 * @param ties digests of the records that have this cursor
 * @param pass the increment that is not read to its end, or null
 */
record StreamPosition(@Nullable String watermark, List<String> ties, @Nullable Pass pass) {
  static final String KIND = "pages";
  private static final int VERSION = 1;
  static final StreamPosition NONE = new StreamPosition(null, List.of(), null);

  StreamPosition {
    ties = List.copyOf(ties);
  }

  static Position encode(String connector, Map<String, StreamPosition> streams) {
    PayloadJson json = Payloads.of(connector);
    ObjectNode tree = json.object();
    ObjectNode all = tree.putObject("streams");
    StringBuilder display = new StringBuilder();
    new TreeMap<>(streams)
        .forEach((name, position) -> {
          position.write(json, all.putObject(name));
          display.append(display.isEmpty() ? "" : "; ").append(position.describe());
        });
    String shown = display.length() > 300 ? display.substring(0, 300) + "..." : display.toString();
    return new Position(json.payload(KIND, VERSION, tree), shown);
  }

  static Map<String, StreamPosition> decode(String connector, Position position) {
    PayloadJson json = Payloads.of(connector);
    JsonNode tree = json.read(position.payload(), KIND, VERSION);
    Map<String, StreamPosition> streams = new TreeMap<>();
    json.required(tree, "streams")
        .properties()
        .forEach(entry -> streams.put(entry.getKey(), read(json, entry.getValue())));
    return streams;
  }

  /** The position for people. */
  String describe() {
    if (pass == null) {
      return watermark == null ? "the start" : watermark;
    }
    StringBuilder text = new StringBuilder("on the way to ").append(pass.until());
    long pages = pass.rest().stream().mapToLong(s -> s.state().pages()).sum();
    if (pages > 0) {
      text.append(", ").append(pages).append(" pages in");
    }
    return text.toString();
  }

  private void write(PayloadJson json, ObjectNode tree) {
    put(tree, "watermark", watermark);
    tree.set("ties", json.texts(ties));
    if (pass != null) {
      ObjectNode node = tree.putObject("pass");
      put(node, "from", pass.from());
      node.put("until", pass.until());
      put(node, "window", pass.window());
      put(node, "high", pass.high());
      node.set("ties", json.texts(pass.ties()));
      node.set("rest", write(pass.rest()));
    }
  }

  private static void put(ObjectNode tree, String field, @Nullable String value) {
    if (value != null) {
      tree.put(field, value);
    }
  }

  private static StreamPosition read(PayloadJson json, JsonNode tree) {
    JsonNode node = tree.get("pass");
    Pass pass =
        node == null
            ? null
            : new Pass(
                json.textOrNull(node, "from"),
                json.text(node, "until"),
                json.textOrNull(node, "window"),
                json.textOrNull(node, "high"),
                json.list(node, "ties"),
                slices(json, node.get("rest")));
    return new StreamPosition(json.textOrNull(tree, "watermark"), json.list(tree, "ties"), pass);
  }

  /** Slices as a list. */
  static ArrayNode write(List<Slice> slices) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Slice slice : slices) {
      ObjectNode node = list.addObject();
      node.set("variables", Payloads.write(slice.variables()));
      PageState state = slice.state();
      if (!state.isFirst() || !state.at().values().isEmpty()) {
        node.set("at", Payloads.write(state.at()));
        node.put("pages", state.pages());
        node.put("records", state.records());
        node.put("total", state.total());
        node.put("digest", state.digest());
      }
    }
    return list;
  }

  /** Slices out of a list; none when it is absent. */
  static List<Slice> slices(PayloadJson json, @Nullable JsonNode list) {
    List<Slice> slices = new ArrayList<>();
    if (list != null) {
      for (JsonNode node : list) {
        PageState state =
            node.has("at")
                ? new PageState(
                    Payloads.variables(node.get("at")),
                    json.required(node, "pages").asLong(),
                    json.required(node, "records").asLong(),
                    json.required(node, "total").asLong(),
                    json.required(node, "digest").asLong())
                : PageState.FIRST;
        slices.add(new Slice(Payloads.variables(node.get("variables")), state));
      }
    }
    return slices;
  }
}
