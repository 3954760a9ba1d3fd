package dpone.connector.bigquery.payload;

import dpone.connector.bigquery.error.BqCode;
import dpone.toolkit.payload.PayloadJson;

/** Payloads of this connector. */
public final class Payloads {
  /** Writes and reads them. */
  public static final PayloadJson JSON =
      new PayloadJson("bigquery", BqCode.PAYLOAD_UNREADABLE::error);

  private Payloads() {}
}
