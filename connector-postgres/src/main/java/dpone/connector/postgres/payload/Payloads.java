package dpone.connector.postgres.payload;

import dpone.connector.postgres.error.PgCode;
import dpone.toolkit.payload.PayloadJson;

/** Payloads of this connector. */
public final class Payloads {
  /** Writes and reads them. */
  public static final PayloadJson JSON =
      new PayloadJson("postgres", PgCode.PAYLOAD_UNREADABLE::error);

  private Payloads() {}
}
