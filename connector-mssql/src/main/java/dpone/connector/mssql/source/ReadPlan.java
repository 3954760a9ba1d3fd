package dpone.connector.mssql.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.mssql.payload.Json;
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
    ObjectNode tree = Json.object();
    tree.put("name", selection.name());
    tree.put("query", selection.query());
    tree.set("columns", Json.texts(selection.columns()));
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
      tree.set("seen", Json.texts(seen));
    }
    if (made != null) {
      tree.put("made", made);
    }
    return Json.payload(KIND, VERSION, tree);
  }

  static ReadPlan decode(Payload payload) {
    JsonNode tree = Json.read(payload, KIND, VERSION);
    return new ReadPlan(
        new StreamSelection(
            Json.text(tree, "name"),
            Json.textOrNull(tree, "query"),
            Json.list(tree, "columns"),
            Json.textOrNull(tree, "where"),
            Json.textOrNull(tree, "cursor_column"),
            Options.of(Map.of())),
        Json.text(tree, "digest"),
        Json.text(tree, "sql"),
        Json.textOrNull(tree, "from"),
        Json.required(tree, "snapshot").asBoolean(),
        Json.required(tree, "serializable").asBoolean(),
        Json.required(tree, "cursor").asBoolean(),
        place(Json.textOrNull(tree, "place")),
        tree.has("seen") ? Json.list(tree, "seen") : null,
        tree.has("made") ? Json.textOrNull(tree, "made") : null);
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
