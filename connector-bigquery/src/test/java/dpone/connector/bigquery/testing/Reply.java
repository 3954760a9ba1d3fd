package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** An answer of the double. */
record Reply(int status, String body, Map<String, String> headers) {
  static Reply of(JsonNode body) {
    return new Reply(200, body.toString(), Map.of());
  }
}
