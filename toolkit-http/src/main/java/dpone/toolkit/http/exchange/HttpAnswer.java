package dpone.toolkit.http.exchange;

import dpone.toolkit.http.error.HttpCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was taken. Used by one thread; {@link #close} may come from another. Its memory is
 * given back when it is closed, so nothing of it may be used any more then.
 */
public final class HttpAnswer implements AutoCloseable {
  private final CallName call;
  private final int status;
  private final Headers headers;
  private final URI uri;
  private final BodyBuffer start;
  private final @Nullable LiveBody rest;
  private boolean closed;

  HttpAnswer(
      CallName call,
      int status,
      Headers headers,
      URI uri,
      BodyBuffer start,
      @Nullable LiveBody rest) {
    this.call = call;
    this.status = status;
    this.headers = headers;
    this.uri = uri;
    this.start = start;
    this.rest = rest;
  }

  /** Its status. */
  public int status() {
    return status;
  }

  /** Where it came from, after redirects; may carry a secret of the system's own making. */
  public URI uri() {
    return uri;
  }

  /** The first value of a header; its case does not matter. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** All values of a header, in order. */
  public List<String> headers(String name) {
    return headers.values(name);
  }

  /** All headers. */
  public Map<String, List<String>> headers() {
    return headers.map();
  }

  /** The media type without its parameters, lower case; empty when there is none. */
  public String mediaType() {
    return headers.mediaType();
  }

  /**
   * The charset that the answer names.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_ENCODING} when there is none of that name
   */
  public Optional<Charset> charset() {
    try {
      return headers.charset();
    } catch (IllegalArgumentException unknown) {
      throw HttpCode.ENCODING.error(call + ": " + unknown.getMessage()).build();
    }
  }

  /**
   * Whether the answer tells its end, so that a broken connection is noticed. Otherwise its reader
   * has to know from the format.
   */
  public boolean framed() {
    return headers.framed();
  }

  /** The whole decoded body, when it is in memory; to be read before {@link #close}. */
  public Optional<ByteBuffer> whole() {
    return rest == null
        ? Optional.of(ByteBuffer.wrap(start.array(), 0, start.length()).slice())
        : Optional.empty();
  }

  /**
   * The decoded body, from its start. Where it is not in memory as a whole it comes from the
   * network, and a failure there is thrown as {@link dpone.spi.error.DponeException}.
   */
  public InputStream body() {
    LiveBody live = rest;
    InputStream first = new ByteArrayInputStream(start.array(), 0, start.length());
    return live == null ? first : live.after(first);
  }

  /**
   * The whole body as text, by its charset or UTF-8; only for bodies that are small by nature.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_TOO_LARGE} when it is not in memory
   */
  public String text() {
    if (rest != null) {
      throw HttpCode.TOO_LARGE
          .error(
              call + ": an answer that has to be small has more than " + start.length() + " bytes")
          .build();
    }
    return new String(start.array(), 0, start.length(), charset().orElse(StandardCharsets.UTF_8));
  }

  /** The call in messages: method and address without secrets. */
  public String call() {
    return call.toString();
  }

  @Override
  public void close() {
    LiveBody live = rest;
    if (live != null) {
      live.close();
    }
    synchronized (start) {
      if (!closed) {
        closed = true;
        start.close();
      }
    }
  }

  /** Status and call. */
  @Override
  public String toString() {
    return status + " of " + call;
  }
}
