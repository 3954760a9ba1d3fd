package dpone.toolkit.http.exchange;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Which failure is which, decided once, in words without secrets. Thread-safe. */
final class Faults {
  private static final int LARGEST_CLIENT_ERROR = 499;

  private final ConnectorContext context;
  private final Redactor redactor;

  Faults(ConnectorContext context, Redactor redactor) {
    this.context = context;
    this.redactor = redactor;
  }

  /** A call in messages. */
  CallName name(String method, URI uri) {
    return new CallName(method, uri, redactor);
  }

  /** No answer came. */
  DponeException unanswered(CallName call, Throwable failure) {
    context.cancellation().check();
    HttpCode code = code(failure);
    return error(code, call + ": " + words(code, failure), failure);
  }

  /** The body of an answer broke off. */
  DponeException broken(CallName call, IOException failure) {
    context.cancellation().check();
    HttpCode code = HttpCode.TRUNCATED;
    if (failure instanceof SocketTimeoutException) {
      code = HttpCode.TIMEOUT;
    } else if (failure instanceof ZipException) {
      code = HttpCode.ENCODING;
    }
    String what =
        code == HttpCode.TRUNCATED ? ": the answer broke off (" : ": its body could not be read (";
    return error(code, call + what + reason(failure) + ")", failure);
  }

  /** An answer by its status alone; empty when it is no failure. */
  Optional<HttpCode> code(int status, boolean waits) {
    if (status >= 200 && status <= 299) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 401 -> HttpCode.UNAUTHORIZED;
          case 403 -> HttpCode.FORBIDDEN;
          case 404, 410 -> HttpCode.NOT_FOUND;
          case 408 -> HttpCode.TIMEOUT;
          case 429 -> HttpCode.THROTTLED;
          case 501, 505 -> HttpCode.BAD_REQUEST;
          case 503 -> waits ? HttpCode.THROTTLED : HttpCode.SERVER_ERROR;
          default -> other(status);
        });
  }

  private static HttpCode other(int status) {
    if (status > LARGEST_CLIENT_ERROR) {
      return HttpCode.SERVER_ERROR;
    }
    return status >= 400 ? HttpCode.BAD_REQUEST : HttpCode.UNEXPECTED;
  }

  /**
   * A refusal.
   *
   * @param detail what it says; empty for the start of its body
   */
  DponeException refused(
      HttpCode code, CallName call, AnswerHead head, String detail, @Nullable Duration wait) {
    String said = redactor.start(detail.isEmpty() ? head.text() : detail);
    return code.error(
            call + " answered " + head.status() + (said.isEmpty() ? "" : ": \"" + said + "\""))
        .retryAfter(wait)
        .build();
  }

  private DponeException error(HttpCode code, String message, Throwable failure) {
    return code.error(redactor.text(message))
        .cause(redactor.clean(failure) ? failure : null)
        .build();
  }

  private static HttpCode code(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectTimeoutException
          || t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof NoRouteToHostException) {
        return HttpCode.UNREACHABLE;
      }
      if (t instanceof SocketTimeoutException) {
        return HttpCode.TIMEOUT;
      }
      if (t instanceof SSLException) {
        return tls((SSLException) t);
      }
      if (t instanceof ClientProtocolException) {
        return HttpCode.UNEXPECTED;
      }
      if (t instanceof IllegalArgumentException) {
        return HttpCode.INVALID_OPTION;
      }
    }
    // Of a proxy, before anything went to the system itself.
    boolean tunnel = String.valueOf(failure.getMessage()).contains("Tunnel failed");
    return tunnel ? HttpCode.UNREACHABLE : HttpCode.CONNECTION_LOST;
  }

  /** A peer that is gone in the middle is no matter of trust. */
  private static HttpCode tls(SSLException failure) {
    Throwable cause = failure.getCause();
    boolean gone =
        cause instanceof EOFException
            || cause instanceof java.net.SocketException
            || String.valueOf(failure.getMessage()).contains("Connection reset");
    if (gone) {
      return failure instanceof SSLHandshakeException
          ? HttpCode.UNREACHABLE
          : HttpCode.CONNECTION_LOST;
    }
    return HttpCode.TLS;
  }

  private String words(HttpCode code, Throwable failure) {
    String reason = " (" + reason(failure) + ")";
    return switch (code) {
      case UNREACHABLE -> "nothing answers" + reason;
      case TIMEOUT -> "no answer came in time" + reason;
      case TLS -> "no encrypted connection" + reason;
      case UNEXPECTED -> "what answers is no HTTP" + reason;
      case INVALID_OPTION -> "the request cannot be sent" + reason;
      default -> "the connection broke" + reason;
    };
  }

  /** The innermost reason that says something. */
  private String reason(Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 32; t = t.getCause()) {
      String message = t.getMessage();
      if (message != null && !message.isBlank() && t.getCause() == null) {
        reason = message.strip();
      } else if (t.getCause() == null) {
        reason = t.getClass().getSimpleName();
      }
      depth++;
    }
    return redactor.start(reason);
  }
}
