package dpone.toolkit.http.export;

import dpone.toolkit.http.exchange.HttpCall;
import java.util.Map;
import java.util.function.Function;

/**
 * An export to be made.
 *
 * @param start the call that starts it; sent once, unless it says that it may be repeated
 * @param poll the call that asks how far it is
 * @param facts of its ticket
 */
public record ExportRequest(
    HttpCall start, Function<ExportTicket, HttpCall> poll, Map<String, String> facts) {
  /** Copies the map. */
  public ExportRequest {
    facts = Map.copyOf(facts);
  }
}
