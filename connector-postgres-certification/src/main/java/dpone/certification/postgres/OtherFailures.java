package dpone.certification.postgres;

import java.util.Map;
import java.util.TreeMap;

/** Documented failures that a client of a healthy server cannot bring about, and why. */
final class OtherFailures {
  private static final String MOMENT = "needs another session at one moment of a run";
  private static final String DEFECT = "needs a server or a program that breaks its protocol";

  static final Map<String, String> REASONS = reasons();

  private OtherFailures() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    for (String code :
        new String[] {
          "PG_CONNECTION_LOST",
          "PG_SERVER_STARTING",
          "PG_SCHEMA_CHANGED",
          "PG_PLAN_CHANGED",
          "PG_CONFLICT",
          "PG_COMMIT_UNKNOWN"
        }) {
      reasons.put(code, MOMENT);
    }
    for (String code :
        new String[] {
          "PG_COPY_MALFORMED",
          "PG_COPY_TRUNCATED",
          "PG_PAYLOAD_UNREADABLE",
          "PG_STAGE_ROWS",
          "PG_SERVER_ERROR"
        }) {
      reasons.put(code, DEFECT);
    }
    reasons.put("PG_DISK_FULL", "needs a disk that is full");
    reasons.put("PG_SERVER_RESOURCES", "needs a server without memory");
    reasons.put("PG_TLS", "needs a server with a certificate that is not trusted");
    reasons.put("PG_FENCED", "provoked by PROD-3.zombie-fenced");
    reasons.put("PG_KEY_MISSING", "the manifest is refused before the connector is asked");
    return reasons;
  }
}
