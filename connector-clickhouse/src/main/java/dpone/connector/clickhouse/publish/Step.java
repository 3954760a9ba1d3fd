package dpone.connector.clickhouse.publish;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One statement on the copy that is going to take the target's place. Readers see none of it, so
 * that all of them may be run again from the first.
 *
 * @param role what it does, and so what the change of the copy's row count means
 * @param sql statement
 * @param atMost rows that it may remove; more of them fail the publish, -1 for no limit
 */
public record Step(Role role, String sql, long atMost) {
  /** A statement that may remove any number of rows. */
  public Step(Role role, String sql) {
    this(role, sql, -1);
  }

  /** What a statement does. */
  public enum Role {
    /** Makes the copy, or sets it up. */
    MAKE,
    /** Changes the copy's columns. */
    SCHEMA,
    /** Brings the target's rows into it, all of them. */
    BASE,
    /** Brings those of the target's rows into it that stay; the others are superseded. */
    KEEP,
    /** Removes rows that others come for. */
    SUPERSEDE,
    /** Removes rows. */
    DELETE,
    /** Adds rows. */
    ADD,
    /** Adds rows, which have to be all of the stage. */
    ADD_ALL,
    /** Applies changes, of which a later {@link #COUNT} tells what became of which row. */
    CHANGE,
    /**
     * A query that answers with how many rows are new, took another's place and are gone, in place
     * of what the other statements add up to.
     */
    COUNT,
    /** A query that answers with a number; any but 0 fails the publish. */
    REFUSE,
    /** Adds earlier versions of rows again, which does not count as anything. */
    RESTORE
  }

  /** As part of a commit message. */
  public ObjectNode encode() {
    return JSON.object()
        .put("role", role.name().toLowerCase(Locale.ROOT))
        .put("sql", sql)
        .put("atMost", atMost);
  }

  /** Reads what {@link #encode} wrote. */
  public static Step decode(JsonNode tree) {
    return new Step(
        Role.valueOf(JSON.text(tree, "role").toUpperCase(Locale.ROOT)),
        JSON.text(tree, "sql"),
        tree.path("atMost").asLong(-1));
  }
}
