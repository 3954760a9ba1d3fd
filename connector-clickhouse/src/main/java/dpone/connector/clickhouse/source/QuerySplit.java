package dpone.connector.clickhouse.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.clickhouse.payload.Json;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader needs to open a split.
 *
 * @param selection what of the stream; described again by the reader, in its own process
 * @param digest of the columns that are expected
 * @param select the statement
 * @param telling whether it has the column {@link ReadSql#ROW}
 */
record QuerySplit(StreamSelection selection, String digest, String select, boolean telling) {
  static final String KIND = "query";
  static final int VERSION = 1;

  Payload encode() {
    ObjectNode tree = Json.object();
    tree.put("stream", selection.name());
    tree.put("query", selection.query());
    tree.set("columns", Json.texts(selection.columns()));
    tree.put("where", selection.where());
    tree.put("cursor", selection.cursor());
    tree.set("bytes", Json.texts(selection.options().strings(StreamOptions.BYTES)));
    tree.put("final", StreamOptions.isFinal(selection.options()));
    tree.put("digest", digest);
    tree.put("select", select);
    tree.put("telling", telling);
    return Json.payload(KIND, VERSION, tree);
  }

  static QuerySplit decode(Split split) {
    JsonNode tree = Json.read(split.payload(), KIND, VERSION);
    Map<String, Object> options = new LinkedHashMap<>();
    List<String> bytes = Json.list(tree, "bytes");
    if (!bytes.isEmpty()) {
      options.put(StreamOptions.BYTES, bytes);
    }
    options.put(StreamOptions.FINAL, Json.required(tree, "final").asBoolean());
    @Nullable String query = Json.textOrNull(tree, "query");
    return new QuerySplit(
        new StreamSelection(
            Json.text(tree, "stream"),
            query,
            Json.list(tree, "columns"),
            Json.textOrNull(tree, "where"),
            Json.textOrNull(tree, "cursor"),
            Options.of(options)),
        Json.text(tree, "digest"),
        Json.text(tree, "select"),
        Json.required(tree, "telling").asBoolean());
  }
}
