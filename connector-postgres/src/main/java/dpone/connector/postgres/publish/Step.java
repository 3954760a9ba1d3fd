package dpone.connector.postgres.publish;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One statement of a publishing transaction.
 *
 * @param role what it does, and so what its row count means
 * @param stream stream it works for
 * @param sql statement
 * @param atMost rows that it may change; more of them fail the publish, -1 for no limit
 */
public record Step(Role role, String stream, String sql, long atMost) {
  /** A statement that may change any number of rows. */
  public Step(Role role, String stream, String sql) {
    this(role, stream, sql, -1);
  }

  /** What a statement does. */
  public enum Role {
    /** Changes the target's schema. */
    SCHEMA,
    /** Puts a stage in the target's place or takes one away. */
    MOVE,
    /** A query that names what changed since the load was prepared; null lets the publish go on. */
    CHECK,
    /** Inserts; the count is the rows inserted. */
    INSERT,
    /** Inserts, and has to insert every row of the stage. */
    INSERT_ALL,
    /** Updates; the count is the rows updated. */
    UPDATE,
    /** Deletes; the count is the rows deleted. */
    DELETE,
    /** A query that upserts and answers with rows inserted and rows updated. */
    UPSERT,
    /** A query that only answers, with rows inserted, updated and deleted by what came before. */
    COUNT,
    /** A query that answers with a row when the publish must not happen; it says why. */
    GUARD,
    /** Nothing to run: a sentence for the receipt. */
    NOTE,
    /** Upserts where the server does not tell the two apart. */
    UPSERT_UNCOUNTED;

    /** Whether it tells how many rows of the target it changed. */
    public boolean counts() {
      return switch (this) {
        case INSERT, INSERT_ALL, UPDATE, DELETE, UPSERT, COUNT, UPSERT_UNCOUNTED -> true;
        case SCHEMA, MOVE, CHECK, GUARD, NOTE -> false;
      };
    }
  }

  /** As part of a commit message. */
  public ObjectNode encode() {
    return JSON.object()
        .put("role", role.name().toLowerCase(Locale.ROOT))
        .put("stream", stream)
        .put("sql", sql)
        .put("atMost", atMost);
  }

  /** Reads what {@link #encode} wrote. */
  public static Step decode(JsonNode tree) {
    return new Step(
        Role.valueOf(JSON.text(tree, "role").toUpperCase(Locale.ROOT)),
        JSON.text(tree, "stream"),
        JSON.text(tree, "sql"),
        tree.path("atMost").asLong(-1));
  }
}
