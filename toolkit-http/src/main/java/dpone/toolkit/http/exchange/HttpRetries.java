package dpone.toolkit.http.exchange;

import dpone.spi.certify.RetriedCalls;
import dpone.toolkit.http.error.HttpCode;
import java.util.List;

/** What a connector says about the calls that it makes by a session. */
public final class HttpRetries {
  /** The name of the call for a token. */
  public static final String TOKEN = "http.token";

  private static final List<HttpCode> PASSING =
      List.of(
          HttpCode.UNREACHABLE,
          HttpCode.CONNECTION_LOST,
          HttpCode.TIMEOUT,
          HttpCode.TRUNCATED,
          HttpCode.CIRCUIT_OPEN,
          HttpCode.THROTTLED,
          HttpCode.SERVER_ERROR);

  /** Those after which a request that must not be sent twice is sent again all the same. */
  private static final List<HttpCode> BEFORE =
      List.of(HttpCode.UNREACHABLE, HttpCode.CIRCUIT_OPEN, HttpCode.THROTTLED);

  private HttpRetries() {}

  /**
   * A call that may be repeated.
   *
   * @param operation as in {@link HttpCall#operation}
   * @param meaning what it does, such as {@code asking for a page}
   */
  public static RetriedCalls.Row repeatable(String operation, String meaning) {
    return row(operation, meaning, PASSING);
  }

  /** A call that is sent once. */
  public static RetriedCalls.Row once(String operation, String meaning) {
    return row(operation, meaning, BEFORE);
  }

  /** The call for a token, which every connector makes whose login is by tokens. */
  public static RetriedCalls.Row token() {
    return repeatable(TOKEN, "asking for a token");
  }

  private static RetriedCalls.Row row(String operation, String meaning, List<HttpCode> codes) {
    return new RetriedCalls.Row(
        operation,
        meaning,
        codes.stream().map(code -> new RetriedCalls.Failure(code.code(), code.category())).toList(),
        true);
  }
}
