package dpone.connector.clickhouse.error;

import dpone.spi.error.DponeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the server answers, and what the network does, into the errors of the SPI. */
public final class ChErrors {
  private static final Pattern EXCEPTION =
      Pattern.compile("Code: (\\d+)\\. DB::(?:\\w+)?Exception: (.*)", Pattern.DOTALL);
  private static final Pattern STRUCTURED =
      Pattern.compile("(?:\\s*\\(version [^()]*(?:\\([^()]*\\))?[^()]*\\))?\\s*$");
  private static final int LONGEST = 2_000;

  private ChErrors() {}

  /**
   * The error of an answer that is an exception of the server.
   *
   * @param doing what was being done, such as {@code reading shop.orders}
   * @param code the server's code as its header says it, or null
   * @param body the text of the answer
   */
  public static DponeException answer(String doing, @Nullable String code, String body) {
    Matcher exception = EXCEPTION.matcher(body);
    boolean found = exception.find();
    int number = found ? Integer.parseInt(exception.group(1)) : parsed(code);
    String text = shortened(found ? exception.group(2) : body);
    ChCode known = ChCode.ofServer(number);
    return known
        .error(doing + ": " + text + (number > 0 ? " [server code " + number + "]" : ""))
        .build();
  }

  /** The server's exception in the middle of a stream, if the text is one. */
  public static Optional<DponeException> inStream(String doing, String text) {
    return EXCEPTION.matcher(text).find()
        ? Optional.of(answer(doing, null, text))
        : Optional.empty();
  }

  /** The error of a call that the network ended. */
  public static DponeException network(String doing, Throwable failure) {
    ChCode code = ChCode.CONNECTION_LOST;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        code = ChCode.TLS;
        break;
      }
      if ((t instanceof ConnectException && !wasReset(t))
          || t instanceof HttpConnectTimeoutException
          || t instanceof UnresolvedAddressException) {
        code = ChCode.CONNECTION_REFUSED;
        break;
      }
      if (t instanceof HttpTimeoutException) {
        code = ChCode.ANSWER_TIMEOUT;
        break;
      }
    }
    return code.error(doing + ": " + reason(failure)).cause(failure).build();
  }

  private static String reason(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "the host name is unknown";
      }
      if (t.getMessage() != null && (t instanceof IOException)) {
        return t.getMessage();
      }
    }
    return failure instanceof ConnectException
        ? "nothing answers"
        : failure.getClass().getSimpleName();
  }

  /** Somebody answered and broke the connection before the client had noticed that it has one. */
  private static boolean wasReset(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains("reset");
  }

  private static int parsed(@Nullable String code) {
    return code != null && code.matches("\\d{1,6}") ? Integer.parseInt(code) : 0;
  }

  /** Without the version and the stack, which say nothing to a user. */
  private static String shortened(String text) {
    String one = text;
    int stack = one.indexOf("Stack trace");
    if (stack > 0) {
      one = one.substring(0, stack);
    }
    int tail = one.indexOf("\n__exception__");
    if (tail > 0) {
      // The last line before it is the length of the text.
      one = one.substring(0, tail).strip();
      one = one.substring(0, Math.max(0, one.lastIndexOf('\n')));
    }
    one = STRUCTURED.matcher(one.strip()).replaceFirst("").strip();
    one = one.replaceAll("\\s*\\R\\s*", " ");
    if (one.endsWith(".")) {
      one = one.substring(0, one.length() - 1);
    }
    return one.length() > LONGEST ? one.substring(0, LONGEST) + "..." : one;
  }
}
