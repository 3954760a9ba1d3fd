package dpone.connector.mssql.source;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a stream needs to know.
 *
 * @param selection what of the stream
 * @param digest of its columns, as they were described
 * @param sql the statement
 * @param from the position, the statement's parameter, or null
 * @param snapshot whether the rows of one moment are read
 * @param serializable whether writers are kept out meanwhile
 * @param cursor whether the cursor's text comes behind the columns
 * @param place how its place in a log of changes is told, or null where changes are not followed
 * @param seen rows that were delivered at the position, whose keys' text comes last; null where
 *     rows may come twice
 * @param made when the database snapshot was made that is read, or null
 */
record ReadPlan(
    StreamSelection selection,
    String digest,
    String sql,
    @Nullable String from,
    boolean snapshot,
    boolean serializable,
    boolean cursor,
    @Nullable ViewPlace place,
    @Nullable List<String> seen,
    @Nullable String made) {
  static final String KIND = "split";
  static final int VERSION = 1;

  Payload encode() {
    ObjectNode tree = JSON.object();
    tree.put("name", selection.name());
    tree.put("query", selection.query());
    tree.set("columns", JSON.texts(selection.columns()));
    tree.put("where", selection.where());
    tree.put("cursor_column", selection.cursor());
    tree.put("digest", digest);
    tree.put("sql", sql);
    tree.put("from", from);
    tree.put("snapshot", snapshot);
    tree.put("serializable", serializable);
    tree.put("cursor", cursor);
    tree.put("place", place == null ? null : place.name());
    if (seen != null) {
      tree.set("seen", JSON.texts(seen));
    }
    if (made != null) {
      tree.put("made", made);
    }
    return JSON.payload(KIND, VERSION, tree);
  }

  static ReadPlan decode(Payload payload) {
    JsonNode tree = JSON.read(payload, KIND, VERSION);
    return new ReadPlan(
        new StreamSelection(
            JSON.text(tree, "name"),
            JSON.textOrNull(tree, "query"),
            JSON.list(tree, "columns"),
            JSON.textOrNull(tree, "where"),
            JSON.textOrNull(tree, "cursor_column"),
            Options.of(Map.of())),
        JSON.text(tree, "digest"),
        JSON.text(tree, "sql"),
        JSON.textOrNull(tree, "from"),
        JSON.required(tree, "snapshot").asBoolean(),
        JSON.required(tree, "serializable").asBoolean(),
        JSON.required(tree, "cursor").asBoolean(),
        place(JSON.textOrNull(tree, "place")),
        tree.has("seen") ? JSON.list(tree, "seen") : null,
        tree.has("made") ? JSON.textOrNull(tree, "made") : null);
  }

  /** The same of a part of the rows. */
  ReadPlan ranged(String part) {
    return new ReadPlan(
        selection, digest, part, from, snapshot, serializable, cursor, place, seen, made);
  }

  private static @Nullable ViewPlace place(@Nullable String name) {
    return name == null ? null : ViewPlace.valueOf(name);
  }
}
