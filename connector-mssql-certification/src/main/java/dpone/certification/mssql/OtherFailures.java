package dpone.certification.mssql;

import java.util.Map;

/** Documented failures that a trial cannot bring about, each with the reason. */
final class OtherFailures {
  static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry(
              "MSSQL_DRIVER_MISSING",
              "needs a server that encrypts, since such a login is sent encrypted alone"),
          Map.entry(
              "MSSQL_COMMIT_UNKNOWN",
              "a run looks up what became of its commit and goes on; a test of the connector sees the"
                  + " code"),
          Map.entry("MSSQL_CLOSED", "needs a part that is closed while it works"),
          Map.entry(
              "MSSQL_TLS_UNTRUSTED",
              "needs a server with a certificate; the tests of the protocol's double have one"),
          Map.entry(
              "MSSQL_TLS_WRONG_NAME",
              "needs a server with a certificate; the tests of the protocol's double have one"),
          Map.entry(
              "MSSQL_PLAN_CHANGED",
              "needs a target that changes between two questions of one moment; a unit test does it"),
          Map.entry("MSSQL_FENCED", "PROD-3 provokes it with an older run that goes on"),
          Map.entry("MSSQL_PAYLOAD_UNREADABLE", "needs a record of a newer release"));

  private OtherFailures() {}
}
