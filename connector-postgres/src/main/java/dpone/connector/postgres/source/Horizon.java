package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A line between transactions: all below it had ended when a snapshot was taken. Every row that the
 * snapshot did not see was written by a transaction, or a subtransaction, at or above it, since a
 * subtransaction's id is larger than its parent's.
 *
 * @param cluster system identifier of the cluster that counts; empty if it may not be asked
 * @param timeline its timeline; after a failover ids may have been given out a second time
 * @param xid the first transaction id, with its epoch, that may not have ended
 * @param seen a place in the log, in bytes, before which every commit lies that was seen; 0 if it
 *     is unknown
 */
record Horizon(String cluster, long timeline, long xid, long seen) {
  /**
   * How far a horizon may lie back. Ids of rows have 32 bits, so half of that is what can be told
   * apart; the rest is for transactions that begin while a read goes on.
   */
  static final long REACH = 2_000_000_000L;

  /** How many ids there are before they begin anew. */
  static final long EPOCH = 1L << 32;

  private static final long LOW_BITS = 0xFFFF_FFFFL;

  /** Why rows cannot be compared with this horizon under a snapshot; empty if they can. */
  Optional<String> unusable(Snapshot now) {
    if (!cluster.equals(now.cluster())) {
      return Optional.of("it was taken from another cluster");
    }
    if (timeline != now.timeline()) {
      return Optional.of(
          "the server went from timeline " + timeline + " to " + now.timeline() + " since");
    }
    if (xid > now.next()) {
      return Optional.of("its transaction " + xid + " has not begun yet: the server was set back");
    }
    if (now.next() - xid > REACH) {
      return Optional.of("it lies " + (now.next() - xid) + " transactions back");
    }
    return Optional.empty();
  }

  /**
   * Whether a standby has not replayed yet what was seen when the horizon was taken, by another
   * server or by this one before it was replaced. Rows would seem to come late that were delivered.
   *
   * @param replayed how far it had replayed the log before the snapshot was taken
   */
  boolean isAheadOf(Snapshot now, long replayed) {
    return cluster.equals(now.cluster()) && timeline == now.timeline() && replayed < seen;
  }

  /**
   * Rows written at or above the horizon. Ages are distances modulo 2^32, so this holds across the
   * wrap of the counter. A row that was frozen long ago keeps its id and may match by chance.
   */
  String since() {
    return since("xmin");
  }

  /** The same for an expression in place of the row's xmin. */
  String since(String xmin) {
    return "pg_catalog.age("
        + xmin
        + ") BETWEEN 0 AND pg_catalog.age('"
        + (xid & LOW_BITS)
        + "'::pg_catalog.xid)";
  }

  ObjectNode encode() {
    ObjectNode tree =
        JSON.object().put("cluster", cluster).put("timeline", timeline).put("xid", xid);
    return seen == 0 ? tree : tree.put("seen", seen);
  }

  static Horizon decode(JsonNode tree) {
    return new Horizon(
        JSON.text(tree, "cluster"),
        JSON.required(tree, "timeline").asLong(),
        JSON.required(tree, "xid").asLong(),
        tree.path("seen").asLong());
  }
}
