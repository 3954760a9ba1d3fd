package dpone.toolkit.http.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the heads of answers. The client's own reader skips what is no HTTP and waits for what may
 * follow, and takes a head that breaks off for a whole one: without the length that it did not come
 * to, a lost body would be an empty one.
 */
final class Heads extends DefaultHttpResponseParserFactory {
  private final Http1Config config;

  Heads(Http1Config config) {
    super(config);
    this.config = config;
  }

  @Override
  public HttpMessageParser<ClassicHttpResponse> create() {
    return new DefaultHttpResponseParser(config) {
      @Override
      public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
          throws IOException, HttpException {
        Ends watched = new Ends(in);
        ClassicHttpResponse head;
        try {
          head = super.parse(buffer, watched);
        } catch (HttpException malformed) {
          if (watched.ended) {
            throw brokenOff();
          }
          throw malformed;
        }
        // A head ends with an empty line, so nobody who has all of it asks for more.
        if (head != null && watched.ended) {
          throw brokenOff();
        }
        return head;
      }
    };
  }

  private static IOException brokenOff() {
    return new ConnectionClosedException("the head of the answer broke off");
  }

  /** Remembers that its end was met. */
  private static final class Ends extends FilterInputStream {
    private boolean ended;

    Ends(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return seen(in.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return seen(in.read(into, offset, length));
    }

    private int seen(int result) {
      ended |= result < 0;
      return result;
    }
  }
}
