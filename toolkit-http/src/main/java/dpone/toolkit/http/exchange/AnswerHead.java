package dpone.toolkit.http.exchange;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What is known of an answer before it is taken. */
public final class AnswerHead {
  private final Headers headers;
  private final int status;
  private final URI uri;
  private final byte[] start;
  private final int length;

  AnswerHead(int status, Headers headers, URI uri, byte[] start, int length) {
    this.status = status;
    this.headers = headers;
    this.uri = uri;
    this.start = start;
    this.length = length;
  }

  /** Its status. */
  public int status() {
    return status;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Where it came from. */
  public URI uri() {
    return uri;
  }

  /** The first 8 KB of its body as text, read as UTF-8 whatever it is. */
  public String text() {
    return new String(start, 0, length, StandardCharsets.UTF_8);
  }
}
