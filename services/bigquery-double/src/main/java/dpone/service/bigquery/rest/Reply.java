package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An answer.
 *
 * @param status such as 200
 * @param body JSON, or empty
 * @param headers beside those of every answer
 */
record Reply(int status, String body, Map<String, String> headers) {
  static Reply of(JsonNode body) {
    return new Reply(200, body.toString(), Map.of());
  }

  static Reply none() {
    return new Reply(204, "", Map.of());
  }

  static Reply error(int status, String reason, String message, int retryAfter) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putObject("error").put("code", status).put("message", message);
    error.putArray("errors").addObject().put("reason", reason).put("message", message);
    return new Reply(
        status,
        body.toString(),
        retryAfter > 0 ? Map.of("Retry-After", Integer.toString(retryAfter)) : Map.of());
  }
}
