package dpone.certification.bigquery;

import java.util.Map;

/** Documented failures that a trial cannot bring about, each with the reason. */
final class OtherFailures {
  static final Map<String, String> REASONS =
      Map.of(
          "BIGQUERY_COMMIT_UNKNOWN",
          "a run looks up what became of its commit and goes on; a test of the connector sees the"
              + " code",
          "BIGQUERY_CLOSED",
          "needs a part that is closed while it works",
          "BIGQUERY_PLAN_CHANGED",
          "needs a target that changes between two questions of one moment",
          "BIGQUERY_SCHEMA_CHANGED",
          "needs a source whose rows change their shape on the way; a test of the encoder sees the"
              + " code",
          "BIGQUERY_FENCED",
          "PROD-3 provokes it with an older run that goes on",
          "BIGQUERY_PAYLOAD_UNREADABLE",
          "needs a record of a newer release");

  private OtherFailures() {}
}
