package dpone.certification.kafka;

import java.util.Map;

/** Documented failures that a trial cannot bring about, each with the reason. */
final class OtherFailures {
  private static final String CHANGES = "needs a source of changes, which Kafka itself is not";

  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("KAFKA_CLOSED", "needs a part that is closed while it works"),
          Map.entry(
              "KAFKA_GROUP_BUSY",
              "the offsets of a group are committed after everything else is durable, so that no run"
                  + " fails by it"),
          Map.entry("KAFKA_CORRUPT_RECORD", "needs a broker whose disk is damaged"),
          Map.entry("KAFKA_PRODUCER_FENCED", "PROD-3 provokes it with an older run that goes on"),
          Map.entry(
              "KAFKA_TRANSACTION_UNKNOWN",
              "needs a network that breaks between two packets of a commit, and the run then looks up"
                  + " what became of it; the connector's own test loses the answer"),
          Map.entry("KAFKA_COLUMN_UNCHANGED", CHANGES),
          Map.entry("KAFKA_TRUNCATE_REFUSED", CHANGES),
          Map.entry("KAFKA_DELETE_REFUSED", CHANGES),
          Map.entry(
              "KAFKA_DELIVERY_FAILED",
              "needs brokers that take a transaction and never acknowledge what is sent in it"),
          Map.entry(
              "KAFKA_NOT_ENOUGH_REPLICAS",
              "needs several brokers of which some are out: one alone takes min.insync.replicas for no"
                  + " more than there are replicas"),
          Map.entry(
              "KAFKA_PLAN_CHANGED",
              "needs somebody who changes the topic between plan and stage, where a run is told of"
                  + " no boundary"),
          Map.entry("KAFKA_SCHEMA_CHANGED", "needs a source that breaks its own promise"),
          Map.entry(
              "KAFKA_STAGE_LOST",
              "needs a process that ends in between; PROD-3 halts it there, and the next run loads"
                  + " anew"),
          Map.entry(
              "KAFKA_ROWS_LOST", "needs brokers that acknowledge other records than were sent"),
          Map.entry(
              "KAFKA_STATE_CONTENDED",
              "needs another writer of the same state at the very same moment; a test of the state"
                  + " store has one"),
          Map.entry(
              "KAFKA_TOO_MANY_KEYS",
              "needs a topic with more keys than memory has room for; the connector's own test gives"
                  + " it room for few"),
          Map.entry("KAFKA_PAYLOAD_UNREADABLE", "needs a record of a newer release"));

  private OtherFailures() {}
}
