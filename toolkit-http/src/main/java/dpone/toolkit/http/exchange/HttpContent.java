package dpone.toolkit.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of a request. Immutable. */
public final class HttpContent {
  private final String type;
  private final byte[] bytes;

  private HttpContent(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /**
   * A body.
   *
   * @param type its media type, such as {@code application/json}
   */
  public static HttpContent of(String type, byte[] bytes) {
    return new HttpContent(type, bytes.clone());
  }

  /** A body of text in UTF-8. */
  public static HttpContent of(String type, String text) {
    return new HttpContent(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of JSON. */
  public static HttpContent json(String text) {
    return of("application/json", text);
  }

  /** Its media type. */
  public String type() {
    return type;
  }

  /** Its bytes; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Its length in bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof HttpContent other
        && type.equals(other.type)
        && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Without its bytes, which may hold a secret. */
  @Override
  public String toString() {
    return bytes.length + " bytes of " + type;
  }
}
