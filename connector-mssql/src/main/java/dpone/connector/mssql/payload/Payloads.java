package dpone.connector.mssql.payload;

import dpone.connector.mssql.error.MsCode;
import dpone.toolkit.payload.PayloadJson;

/** Payloads of this connector. */
public final class Payloads {
  /** Writes and reads them. */
  public static final PayloadJson JSON = new PayloadJson("mssql", MsCode.PAYLOAD_UNREADABLE::error);

  private Payloads() {}
}
