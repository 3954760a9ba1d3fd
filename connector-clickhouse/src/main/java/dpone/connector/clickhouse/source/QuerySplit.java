package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode tree = JSON.object();
    tree.put("stream", selection.name());
    tree.put("query", selection.query());
    tree.set("columns", JSON.texts(selection.columns()));
    tree.put("where", selection.where());
    tree.put("cursor", selection.cursor());
    tree.set("bytes", JSON.texts(selection.options().strings(StreamOptions.BYTES)));
    tree.put("final", StreamOptions.isFinal(selection.options()));
    tree.put("digest", digest);
    tree.put("select", select);
    tree.put("telling", telling);
    return JSON.payload(KIND, VERSION, tree);
  }

  static QuerySplit decode(Split split) {
    JsonNode tree = JSON.read(split.payload(), KIND, VERSION);
    Map<String, Object> options = new LinkedHashMap<>();
    List<String> bytes = JSON.list(tree, "bytes");
    if (!bytes.isEmpty()) {
      options.put(StreamOptions.BYTES, bytes);
    }
    options.put(StreamOptions.FINAL, JSON.required(tree, "final").asBoolean());
    @Nullable String query = JSON.textOrNull(tree, "query");
    return new QuerySplit(
        new StreamSelection(
            JSON.text(tree, "stream"),
            query,
            JSON.list(tree, "columns"),
            JSON.textOrNull(tree, "where"),
            JSON.textOrNull(tree, "cursor"),
            Options.of(options)),
        JSON.text(tree, "digest"),
        JSON.text(tree, "select"),
        JSON.required(tree, "telling").asBoolean());
  }
}
