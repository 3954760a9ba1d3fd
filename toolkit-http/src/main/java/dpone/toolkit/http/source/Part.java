package dpone.toolkit.http.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.http.page.Slice;
import dpone.toolkit.http.payload.Payloads;
import dpone.toolkit.payload.OptionJson;
import dpone.toolkit.payload.PayloadJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some slices of a stream: all that another process needs to read them.
 *
 * @param selection what of the stream
 * @param fields columns that are read
 * @param mode how much
 * @param from cursor from which it reads, or null
 * @param ties digests of records that have this cursor and were delivered before
 * @param until moment at which the read began
 * @param bounded whether records newer than that are left for the next read
 * @param slices in order
 * @param pages pages after which to stop, 0 for never
 * @param rows rows after which to stop at the end of a page, 0 for never
 */
record Part(
    StreamSelection selection,
    List<Field> fields,
    ReadMode mode,
    @Nullable String from,
    List<String> ties,
    String until,
    boolean bounded,
    List<Slice> slices,
    long pages,
    long rows) {
  static final String KIND = "slices";
  private static final int VERSION = 1;

  Part {
    fields = List.copyOf(fields);
    ties = List.copyOf(ties);
    slices = List.copyOf(slices);
  }

  Split split(Api api, int ordinal) {
    PayloadJson json = Payloads.of(api.connector());
    ObjectNode tree = json.object();
    put(tree, "query", selection.query());
    tree.set("columns", json.texts(selection.columns()));
    put(tree, "where", selection.where());
    put(tree, "cursor", selection.cursor());
    tree.set("options", OptionJson.write(api.streamOptions(), selection.options()));
    ArrayNode list = tree.putArray("fields");
    for (Field field : fields) {
      list.addObject()
          .put("name", field.name())
          .put("type", written(field.type()))
          .put("nullable", field.nullable())
          .put("native", field.nativeType());
    }
    tree.put("mode", mode.name());
    put(tree, "from", from);
    tree.set("ties", json.texts(ties));
    tree.put("until", until);
    tree.put("bounded", bounded);
    tree.set("slices", StreamPosition.write(slices));
    tree.put("pages", pages);
    tree.put("rows", rows);
    // Slices stand in for bytes: nobody knows the size of an answer before it came.
    return new Split(selection.name(), ordinal, slices.size(), json.payload(KIND, VERSION, tree));
  }

  private static void put(ObjectNode tree, String field, @Nullable String value) {
    if (value != null) {
      tree.put(field, value);
    }
  }

  static Part of(Api api, Split split) {
    PayloadJson json = Payloads.of(api.connector());
    JsonNode tree = json.read(split.payload(), KIND, VERSION);
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : json.required(tree, "fields")) {
      fields.add(
          new Field(
              json.text(field, "name"),
              TypeText.parse(json.text(field, "type")),
              json.required(field, "nullable").asBoolean(),
              field.path("native").asText("")));
    }
    return new Part(
        new StreamSelection(
            split.stream(),
            json.textOrNull(tree, "query"),
            json.list(tree, "columns"),
            json.textOrNull(tree, "where"),
            json.textOrNull(tree, "cursor"),
            OptionJson.read(api.streamOptions(), json.required(tree, "options"))),
        fields,
        ReadMode.valueOf(json.text(tree, "mode")),
        json.textOrNull(tree, "from"),
        json.list(tree, "ties"),
        json.text(tree, "until"),
        json.required(tree, "bounded").asBoolean(),
        StreamPosition.slices(json, tree.get("slices")),
        json.required(tree, "pages").asLong(),
        json.required(tree, "rows").asLong());
  }

  /**
   * What a reader of a part reached.
   *
   * @param high the highest cursor that it met, or null
   * @param ties digests of the records that have it
   * @param rest what it left
   */
  record Reached(@Nullable String high, List<String> ties, List<Slice> rest) {
    private static final String REACHED = "slices-read";

    Reached {
      ties = List.copyOf(ties);
      rest = List.copyOf(rest);
    }

    Payload payload(String connector) {
      PayloadJson json = Payloads.of(connector);
      ObjectNode tree = json.object();
      put(tree, "high", high);
      tree.set("ties", json.texts(ties));
      tree.set("rest", StreamPosition.write(rest));
      return json.payload(REACHED, VERSION, tree);
    }

    static Reached of(String connector, Payload payload) {
      PayloadJson json = Payloads.of(connector);
      JsonNode tree = json.read(payload, REACHED, VERSION);
      return new Reached(
          json.textOrNull(tree, "high"),
          json.list(tree, "ties"),
          StreamPosition.slices(json, tree.get("rest")));
    }
  }

  /** A type with what its short text leaves out, as {@link TypeText} reads it. */
  private static String written(DataType type) {
    return switch (type) {
      case DataType.Enumeration e -> "enum(" + String.join(",", e.values()) + ")";
      case DataType.Array a -> "array<" + written(a.element()) + ">";
      case DataType.Mapping m -> "map<" + written(m.key()) + "," + written(m.value()) + ">";
      case DataType.Struct s ->
          s.fields().stream()
              .map(field -> field.name() + ":" + written(field.type()))
              .collect(java.util.stream.Collectors.joining(",", "struct<", ">"));
      default -> type.text();
    };
  }
}
