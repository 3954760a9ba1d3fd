package dpone.certification.vendors;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a double answers.
 *
 * @param status of HTTP
 * @param headers beside the body's length
 * @param body its bytes
 * @param sent how many of them are sent before the connection ends
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record DoubleAnswer(int status, Map<String, String> headers, byte[] body, int sent) {
  /** JSON with status 200. */
  public static DoubleAnswer json(String text) {
    return json(200, text);
  }

  /** JSON. */
  public static DoubleAnswer json(int status, String text) {
    return of(status, "application/json; charset=utf-8", text, StandardCharsets.UTF_8);
  }

  /** Text of a kind. */
  public static DoubleAnswer of(int status, String type, String text, Charset charset) {
    byte[] body = text.getBytes(charset);
    return new DoubleAnswer(status, Map.of("Content-Type", type), body, body.length);
  }

  /** The same with one more header. */
  public DoubleAnswer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new DoubleAnswer(status, more, body, sent);
  }

  /** The same, broken off in the middle of its body. */
  public DoubleAnswer truncated() {
    return new DoubleAnswer(status, headers, body, body.length / 2);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return status + " " + Arrays.toString(headers.values().toArray());
  }
}
