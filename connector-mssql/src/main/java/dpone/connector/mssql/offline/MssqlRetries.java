package dpone.connector.mssql.offline;

import dpone.connector.mssql.error.MsCode;
import dpone.spi.certify.RetriedCalls;
import java.util.List;

/** The calls of this connector that are tried again. The server names no wait with any failure. */
public final class MssqlRetries implements RetriedCalls {
  @Override
  public List<Row> rows() {
    return List.of(
        new Row(
            "mssql.connect",
            "connecting",
            List.of(
                    MsCode.CONNECTION_REFUSED,
                    MsCode.CONNECTION_LOST,
                    MsCode.SERVER_STARTING,
                    MsCode.THROTTLED)
                .stream()
                .map(code -> new Failure(code.code(), code.category()))
                .toList(),
            false));
  }
}
