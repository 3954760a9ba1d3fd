package dpone.connector.postgres.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.postgres.payload.Json;
import java.util.Locale;

/**
 * One statement of a publishing transaction.
 *
 * @param role what it does, and so what its row count means
 * @param stream stream it works for
 * @param sql statement
 */
public record Step(Role role, String stream, String sql) {
  /** What a statement does. */
  public enum Role {
    /** Changes the target's schema. */
    SCHEMA,
    /** Puts a stage in the target's place or takes one away. */
    MOVE,
    /** Inserts; the count is the rows inserted. */
    INSERT,
    /** Updates; the count is the rows updated. */
    UPDATE,
    /** A query that upserts and answers with rows inserted and rows updated. */
    UPSERT,
    /** Upserts where the server does not tell the two apart. */
    UPSERT_UNCOUNTED
  }

  /** As part of a commit message. */
  public ObjectNode encode() {
    return Json.object()
        .put("role", role.name().toLowerCase(Locale.ROOT))
        .put("stream", stream)
        .put("sql", sql);
  }

  /** Reads what {@link #encode} wrote. */
  public static Step decode(JsonNode tree) {
    return new Step(
        Role.valueOf(Json.text(tree, "role").toUpperCase(Locale.ROOT)),
        Json.text(tree, "stream"),
        Json.text(tree, "sql"));
  }
}
