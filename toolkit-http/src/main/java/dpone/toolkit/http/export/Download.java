package dpone.toolkit.http.export;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file under way. When its connection breaks, what is left is asked for by a range (RFC 9110,
 * section 14) if the file has not changed since (section 13.1.5); a host without ranges gives it
 * from the start, and what was read already has to come once more exactly as it was. Read by one
 * thread; {@link #close} may come from another.
 */
final class Download extends InputStream {
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;
  private static final int BUFFER = 32 << 10;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(\\d{1,18})-\\d{1,18}/(?:\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

  private final HttpSession session;
  private final ConnectorContext context;
  private final HttpCall call;
  private final @Nullable BatchMemory memory;
  private final CRC32C read = new CRC32C();
  private long position;
  private String validator = "";
  private boolean ranges;
  private volatile @Nullable HttpAnswer answer;
  private @Nullable InputStream body;
  private volatile boolean closed;

  private Download(
      HttpSession session, ConnectorContext context, HttpCall call, @Nullable BatchMemory memory) {
    this.session = session;
    this.context = context;
    this.call = call;
    this.memory = memory;
  }

  static Download open(
      HttpSession session,
      ConnectorContext context,
      String operation,
      URI file,
      @Nullable BatchMemory memory) {
    HttpCall get = HttpCall.get(operation, file).header("Accept-Encoding", "identity");
    boolean own = session.settings().origins().stream().anyMatch(origin -> origin.holds(file));
    Download download = new Download(session, context, own ? get : get.withoutLogin(), memory);
    download.body = download.first();
    return download;
  }

  private InputStream first() {
    HttpAnswer first = sent(call);
    boolean plain = first.header("Content-Encoding").isEmpty();
    String etag = first.header("ETag").orElse("");
    // A weak one does not promise the same bytes.
    String strong = etag.startsWith("W/") ? "" : etag;
    validator = strong.isEmpty() ? first.header("Last-Modified").orElse("") : strong;
    ranges =
        plain
            && !validator.isEmpty()
            && !first.header("Accept-Ranges").orElse("bytes").equalsIgnoreCase("none");
    return first.body();
  }

  private HttpAnswer sent(HttpCall asked) {
    try {
      BatchMemory lent = memory;
      HttpAnswer sent = lent == null ? session.send(asked) : session.send(asked, lent);
      answer = sent;
      if (closed) {
        sent.close();
        throw HttpCode.CLOSED
            .error(sent.call() + ": it was closed while it was downloaded")
            .build();
      }
      return sent;
    } catch (DponeException failure) {
      throw expiry(failure);
    }
  }

  /** Storage says of a link that has run out that it is forbidden. */
  private DponeException expiry(DponeException failure) {
    boolean gone =
        HttpCode.NOT_FOUND.is(failure)
            || (!call.login()
                && HttpCode.FORBIDDEN.is(failure)
                && failure.what().toLowerCase(Locale.ROOT).contains("expired"));
    return gone
        ? HttpCode.EXPORT_EXPIRED.error("the export is gone: " + failure.what()).build()
        : failure;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count;
    try {
      count = raw(into, offset, length);
    } catch (DponeException broken) {
      if (!broken.category().retryable() || closed) {
        throw broken;
      }
      context
          .logger()
          .log(
              System.Logger.Level.INFO,
              "a download broke off after {0} bytes and goes on: {1}",
              position,
              broken.what());
      count =
          context
              .retry()
              .call(
                  call.operation(),
                  () -> {
                    body = again();
                    return raw(into, offset, length);
                  });
    }
    if (count > 0) {
      read.update(into, offset, count);
      position += count;
    }
    return count;
  }

  private int raw(byte[] into, int offset, int length) {
    InputStream known = body;
    if (known == null) {
      throw HttpCode.CLOSED.error("a download was read after it was closed").build();
    }
    try {
      return known.read(into, offset, length);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private InputStream again() {
    closeAnswer();
    if (position == 0) {
      return sent(call).body();
    }
    if (ranges) {
      HttpAnswer rest =
          sent(
              call.header("Range", "bytes=" + position + "-")
                  .header("If-Range", validator)
                  .accepting(UNSATISFIABLE));
      if (rest.status() == PARTIAL) {
        return continued(rest);
      }
      if (rest.status() != UNSATISFIABLE) {
        return skipped(rest);
      }
      // Nothing is left, or the host counts otherwise: from the start it can be told.
      rest.close();
    }
    return skipped(sent(call));
  }

  private InputStream continued(HttpAnswer rest) {
    Matcher range = CONTENT_RANGE.matcher(rest.header("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != position) {
      rest.close();
      throw HttpCode.UNEXPECTED
          .error(
              rest.call()
                  + " was asked for what follows byte "
                  + position
                  + " and gave another part")
          .build();
    }
    return rest.body();
  }

  /** Reads what was read already, and holds that it is the same. */
  private InputStream skipped(HttpAnswer whole) {
    InputStream from = whole.body();
    CRC32C same = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    long left = position;
    try {
      while (left > 0) {
        int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          break;
        }
        same.update(buffer, 0, count);
        left -= count;
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    if (left > 0 || same.getValue() != read.getValue()) {
      whole.close();
      throw HttpCode.EXPORT_CHANGED
          .error(whole.call() + " gave another file than the one that was half read")
          .build();
    }
    return from;
  }

  private void closeAnswer() {
    HttpAnswer known = answer;
    if (known != null) {
      known.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeAnswer();
  }
}
