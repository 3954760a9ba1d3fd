package dpone.certification.clickhouse;

import java.util.Map;

/** Documented failures that a trial cannot bring about, each with the reason. */
final class OtherFailures {
  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry(
              "CH_CHANGES_UNFIT", "needs a source of changes, which ClickHouse itself is not"),
          Map.entry("CH_CLOSED", "needs a part that is closed while it works; a unit test does it"),
          Map.entry("CH_STREAM_MALFORMED", "needs a server that breaks its own format"),
          Map.entry(
              "CH_STREAM_TRUNCATED",
              "a connection that breaks is CH_CONNECTION_LOST, which BETA-2 provokes in the middle of"
                  + " reads; an answer that ends early in good order needs a server that does so"),
          Map.entry("CH_ROWS_MISSING", "needs a server that counts other rows than it sends"),
          Map.entry("CH_PAYLOAD_UNREADABLE", "needs a record of a newer release"),
          Map.entry(
              "CH_TOO_MANY_PARTS",
              "needs merges that fall behind: each piece of a load is a table of its own, whose parts"
                  + " only its own inserts make"),
          Map.entry(
              "CH_VIEW_CHANGED",
              "needs a table large enough for several readers; the connector's own tests change one"),
          Map.entry("CH_TOO_MANY_MUTATIONS", "needs a thousand mutations that do not end"),
          Map.entry("CH_QUOTA", "needs a user with a quota that is spent"),
          Map.entry("CH_DISK_FULL", "needs a disk without space"),
          Map.entry("CH_CONFLICT", "needs another statement at the very same moment"),
          Map.entry("CH_UNFINISHED", "needs a mutation that does not end"),
          Map.entry(
              "CH_COMMIT_UNKNOWN", "needs a network that breaks between two packets of a publish"),
          Map.entry("CH_EXISTS", "needs another program that makes the same stage"),
          Map.entry("CH_TARGET_REPLICATED", "needs Keeper, which the service lacks"),
          Map.entry("CH_FENCED", "PROD-3 provokes it with an older run that goes on"),
          Map.entry("CH_SERVER_ERROR", "needs a defect of the server"));

  private OtherFailures() {}
}
