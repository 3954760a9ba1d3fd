package dpone.connector.rest.offline;

import dpone.connector.rest.source.RestApi;
import dpone.spi.certify.RetriedCalls;
import dpone.toolkit.http.exchange.HttpRetries;
import java.util.List;

/** The calls of this connector that are tried again. */
public final class RestRetries implements RetriedCalls {
  @Override
  public List<Row> rows() {
    return List.of(HttpRetries.repeatable(RestApi.PAGE, "asking for a page"), HttpRetries.token());
  }
}
