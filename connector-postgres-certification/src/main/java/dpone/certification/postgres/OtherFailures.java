package dpone.certification.postgres;

import java.util.Map;
import java.util.TreeMap;

/** Documented failures that a client of a healthy server cannot bring about, and why. */
final class OtherFailures {
  private static final String NO_TLS =
      "needs a server with a certificate, and the disposable one does not encrypt";
  private static final String NO_BAD_BYTES =
      "needs a server that sends other bytes than its protocol";

  static final Map<String, String> REASONS = reasons();

  private OtherFailures() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    for (String code :
        new String[] {
          "PG_TLS", "PG_TLS_UNTRUSTED", "PG_TLS_WRONG_NAME", "PG_TLS_CLIENT_CERTIFICATE"
        }) {
      reasons.put(code, NO_TLS);
    }
    for (String code :
        new String[] {"PG_COPY_MALFORMED", "PG_COPY_TRUNCATED", "PG_PGOUTPUT_MALFORMED"}) {
      reasons.put(code, NO_BAD_BYTES);
    }
    reasons.put("PG_SERVER_STARTING", "provoked by BETA-2.faults-provoked");
    reasons.put(
        "PG_STANDBY_BEHIND", "needs a second server that replays the first one's log, and late");
    reasons.put(
        "PG_SLOT_TIMEOUT", "needs a transaction of somebody else that stays open for lock_timeout");
    reasons.put("PG_FENCED", "provoked by PROD-3.zombie-fenced");
    reasons.put(
        "PG_CLOSED", "only ever follows another failure, and that is the one that is reported");
    reasons.put(
        "PG_SESSIONS_KEPT", "needs a defect of the connector that does not give sessions back");
    reasons.put(
        "PG_SCHEMA_CHANGED",
        "needs another session between plan and read: a read holds what it reads before it says that"
            + " it has begun");
    reasons.put(
        "PG_COMMIT_UNKNOWN",
        "needs the answer to one COMMIT to be lost and the server to stay away: else the run looks the"
            + " commit up and knows");
    reasons.put("PG_PAYLOAD_UNREADABLE", "needs a stored record that another program wrote");
    reasons.put("PG_STAGE_ROWS", "needs rows that vanish from a stage before they are counted");
    reasons.put("PG_SPOOL_FAILED", "needs a disk of this machine that is full");
    reasons.put("PG_WAL_LEVEL", "needs a server that is restarted with another wal_level");
    reasons.put("PG_KEY_MISSING", "the manifest is refused before the connector is asked");
    return reasons;
  }
}
