package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.copy.Wire;
import dpone.spi.batch.WireFormat;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import org.jspecify.annotations.Nullable;

/**
 * What a reader needs to open a split.
 *
 * @param selection what of the stream; described again by the reader, in its own process
 * @param digest of the columns that are expected
 * @param snapshot the exported snapshot of the session
 * @param copy the COPY statement
 * @param wire what the wire lane delivers, or null for columns
 */
record CopySplit(
    StreamSelection selection,
    String digest,
    String snapshot,
    String copy,
    @Nullable WireFormat wire) {
  static final String KIND = "copy";
  static final int VERSION = 1;

  Payload encode() {
    ObjectNode tree = JSON.object();
    tree.put("stream", selection.name());
    tree.put("query", selection.query());
    tree.set("columns", JSON.texts(selection.columns()));
    tree.put("where", selection.where());
    tree.put("digest", digest);
    tree.put("snapshot", snapshot);
    tree.put("copy", copy);
    if (wire != null) {
      tree.put("format", wire.name());
      tree.put("layout", wire.layout());
    }
    return JSON.payload(KIND, VERSION, tree);
  }

  static CopySplit decode(Split split) {
    JsonNode tree = JSON.read(split.payload(), KIND, VERSION);
    return new CopySplit(
        new StreamSelection(
            JSON.text(tree, "stream"),
            JSON.textOrNull(tree, "query"),
            JSON.list(tree, "columns"),
            JSON.textOrNull(tree, "where"),
            null,
            Options.NONE),
        JSON.text(tree, "digest"),
        JSON.text(tree, "snapshot"),
        JSON.text(tree, "copy"),
        wire(JSON.textOrNull(tree, "format"), JSON.textOrNull(tree, "layout")));
  }

  private static @Nullable WireFormat wire(@Nullable String format, @Nullable String layout) {
    // There was one format before there were names.
    return layout == null ? null : new WireFormat(format == null ? Wire.FORMAT : format, layout);
  }
}
