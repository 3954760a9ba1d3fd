package dpone.connector.clickhouse.payload;

import dpone.connector.clickhouse.error.ChCode;
import dpone.toolkit.payload.PayloadJson;

/** Payloads of this connector. */
public final class Payloads {
  /** Writes and reads them. */
  public static final PayloadJson JSON =
      new PayloadJson("clickhouse", ChCode.PAYLOAD_UNREADABLE::error);

  private Payloads() {}
}
