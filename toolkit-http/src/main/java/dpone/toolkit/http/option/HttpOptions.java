package dpone.toolkit.http.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import java.util.List;

/** The options that every connection over HTTP has, as data. */
public final class HttpOptions {
  static final String CONNECT_TIMEOUT = "connect_timeout";
  static final String TIMEOUT = "timeout";
  static final String IDLE_TIMEOUT = "idle_timeout";
  static final String TOTAL_TIMEOUT = "total_timeout";
  static final String PROXY = "proxy";
  static final String SSL_ROOT_CERT = "ssl_root_cert";
  static final String SSL_CLIENT_CERT = "ssl_client_cert";
  static final String SSL_CLIENT_KEY = "ssl_client_key";
  static final String SSL_CLIENT_KEY_PASSWORD = "ssl_client_key_password";
  static final String RATE_LIMIT = "rate_limit";
  static final String REQUESTS = "requests";
  static final String PER = "per";
  static final String BURST = "burst";
  static final String CONCURRENCY = "concurrency";
  static final String LONGEST_WAIT = "longest_wait";
  static final String CIRCUIT_BREAKER = "circuit_breaker";
  static final String FAILURES_PERCENT = "failures_percent";
  static final String CALLS = "calls";
  static final String PAUSE = "pause";
  static final String WAIT_HEADERS = "wait_headers";

  /** Timeouts, proxy and certificates. */
  public static final List<Option> WIRE =
      List.of(
          Option.of(CONNECT_TIMEOUT, OptionType.DURATION, "Limit until a connection stands.")
              .defaultsTo("15s"),
          Option.of(TIMEOUT, OptionType.DURATION, "Limit from then until an answer begins.")
              .defaultsTo("60s"),
          Option.of(
                  IDLE_TIMEOUT,
                  OptionType.DURATION,
                  "Limit between two pieces of an answer's body.")
              .defaultsTo("60s"),
          Option.of(
                  TOTAL_TIMEOUT,
                  OptionType.DURATION,
                  "Limit of one try as a whole; a body above 4 MB may take longer, as long as it"
                      + " goes on coming.")
              .defaultsTo("5m"),
          Option.of(PROXY, OptionType.STRING, "Address of an HTTP proxy, without user or password.")
              .example("http://proxy.example:3128"),
          Option.of(
                  SSL_ROOT_CERT,
                  OptionType.STRING,
                  "PEM file of the authority that signed the server's certificate; without it the"
                      + " Java runtime's own trusted authorities.")
              .example("/etc/ssl/api-ca.pem"),
          Option.of(
                  SSL_CLIENT_CERT,
                  OptionType.STRING,
                  "PEM file of a certificate and its chain, where the server asks for one.")
              .example("/etc/ssl/app.crt"),
          Option.of(
                  SSL_CLIENT_KEY,
                  OptionType.STRING,
                  "PEM file of the certificate's private key, PKCS #8.")
              .example("/etc/ssl/app.key"),
          Option.of(SSL_CLIENT_KEY_PASSWORD, OptionType.SECRET, "Password of ssl_client_key."));

  /** Rates of the credential, and when an origin is left alone. */
  public static final List<Option> LIMITS =
      List.of(
          Option.groups(
              RATE_LIMIT,
              "Rates that hold for the credential over all streams of the run together, all at the"
                  + " same time; requests wait for their turn.",
              Option.of(REQUESTS, OptionType.INTEGER, "At most so many in any window.")
                  .between(1, 1_000_000)
                  .require()
                  .example("50"),
              Option.of(PER, OptionType.DURATION, "Length of the window.").defaultsTo("1s"),
              Option.of(BURST, OptionType.INTEGER, "So many may go at once after a pause.")
                  .between(1, 1_000_000)
                  .defaultsTo("1")),
          Option.of(
                  CONCURRENCY,
                  OptionType.INTEGER,
                  "Requests under way at the same time; 0 for no limit.")
              .between(0, 1_000)
              .defaultsTo("0"),
          Option.of(
                  LONGEST_WAIT,
                  OptionType.DURATION,
                  "How long one request may wait for its turn, also while the system asked for a"
                      + " pause; then the run fails as throttled.")
              .defaultsTo("10m"),
          Option.of(
              WAIT_HEADERS,
              OptionType.STRING_LIST,
              "Headers beside Retry-After that tell with status 429 how long to wait, in seconds,"
                  + " as seconds or milliseconds since 1970, or as a time; X-RateLimit-Reset,"
                  + " X-Rate-Limit-Reset and RateLimit-Reset where it is left out."),
          Option.group(
              CIRCUIT_BREAKER,
              "When an origin whose calls fail is left alone for a while.",
              Option.of(
                      FAILURES_PERCENT,
                      OptionType.INTEGER,
                      "Share of failures among the last calls.")
                  .between(1, 100)
                  .defaultsTo("80"),
              Option.of(CALLS, OptionType.INTEGER, "How many of the last calls count.")
                  .between(1, 10_000)
                  .defaultsTo("20"),
              Option.of(PAUSE, OptionType.DURATION, "How long no calls are made, until one tries.")
                  .defaultsTo("15s")));

  private HttpOptions() {}
}
