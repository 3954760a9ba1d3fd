package dpone.certify.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a double answers.
 *
 * @param status such as 200
 * @param headers names and values; {@code Content-Length} is added
 * @param body content as it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
  /** Copies the map. */
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** A body of JSON. */
  public static HttpReply json(int status, String body) {
    return text(status, "application/json", body);
  }

  /** A body of text in UTF-8. */
  public static HttpReply text(int status, String type, String body) {
    return new HttpReply(
        status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a further header. */
  public HttpReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, body);
  }
}
