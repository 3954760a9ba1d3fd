package dpone.toolkit.http.option;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.exchange.Timeouts;
import dpone.toolkit.http.exchange.Waits;
import dpone.toolkit.http.exchange.Wire;
import dpone.toolkit.http.limit.Breaker;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings out of the options of a manifest. */
public final class HttpReader {
  private final Options options;
  private final String place;

  private HttpReader(Options options, String place) {
    this.options = options;
    this.place = place;
  }

  /**
   * The settings with what the options say about timeouts, proxy, certificates and limits; what
   * they do not say stays.
   *
   * @param options values of {@link HttpOptions#WIRE} and {@link HttpOptions#LIMITS}, or of one of
   *     them
   * @param place of them in a manifest, such as {@code connection}, for messages
   * @throws DponeException {@code HTTP_INVALID_OPTION}
   */
  public static HttpSettings apply(HttpSettings settings, Options options, String place) {
    return new HttpReader(options, place).apply(settings);
  }

  private HttpSettings apply(HttpSettings settings) {
    HttpSettings all =
        settings
            .timeouts(timeouts(settings.timeouts()))
            .wire(wire(settings.wire()))
            .limits(limits(settings.limits()));
    List<String> waits = options.strings(HttpOptions.WAIT_HEADERS);
    return waits.isEmpty() ? all : all.waits(new Waits(waits));
  }

  private Timeouts timeouts(Timeouts usual) {
    return new Timeouts(
        positive(HttpOptions.CONNECT_TIMEOUT, usual.connect()),
        positive(HttpOptions.TIMEOUT, usual.answer()),
        positive(HttpOptions.IDLE_TIMEOUT, usual.idle()),
        positive(HttpOptions.TOTAL_TIMEOUT, usual.total()));
  }

  private Wire wire(Wire usual) {
    @Nullable String certificate =
        options.findString(HttpOptions.SSL_CLIENT_CERT).orElse(usual.clientCertificate());
    @Nullable String key = options.findString(HttpOptions.SSL_CLIENT_KEY).orElse(usual.clientKey());
    if ((certificate == null) != (key == null)) {
      throw wrong("of ssl_client_cert and ssl_client_key only one is given");
    }
    return new Wire(
        options.findString(HttpOptions.PROXY).map(this::proxy).orElse(usual.proxy()),
        options.findString(HttpOptions.SSL_ROOT_CERT).orElse(usual.rootCertificates()),
        certificate,
        key,
        options.secret(HttpOptions.SSL_CLIENT_KEY_PASSWORD).orElse(usual.clientKeyPassword()));
  }

  private URI proxy(String text) {
    URI address = Origin.address(text, place + "." + HttpOptions.PROXY);
    if (!Origin.of(address).scheme().equals("http")) {
      throw wrong("proxy is not an address by http");
    }
    return address;
  }

  private Limits limits(Limits usual) {
    List<Rate> rates = new ArrayList<>();
    for (Options rate : options.groups(HttpOptions.RATE_LIMIT)) {
      Duration per =
          rate.has(HttpOptions.PER) ? rate.duration(HttpOptions.PER) : Duration.ofSeconds(1);
      if (per.isZero() || per.isNegative()) {
        throw wrong("rate_limit has a window without length");
      }
      rates.add(
          new Rate(
              (int) rate.integer(HttpOptions.REQUESTS),
              per,
              rate.findInteger(HttpOptions.BURST).orElse(1L).intValue()));
    }
    return usual
        .rates(rates.isEmpty() ? usual.rates() : rates)
        .concurrency(
            options
                .findInteger(HttpOptions.CONCURRENCY)
                .filter(given -> given > 0)
                .map(Long::intValue)
                .orElse(usual.concurrency()))
        .longestWait(positive(HttpOptions.LONGEST_WAIT, usual.longestWait()))
        .breaker(breaker(usual.breaker()));
  }

  private Breaker breaker(Breaker usual) {
    Options group = options.group(HttpOptions.CIRCUIT_BREAKER);
    Duration pause =
        group.has(HttpOptions.PAUSE) ? group.duration(HttpOptions.PAUSE) : usual.pause();
    if (pause.isZero() || pause.isNegative()) {
      throw wrong("circuit_breaker.pause has no length");
    }
    return new Breaker(
        group.findInteger(HttpOptions.FAILURES_PERCENT).orElse((long) usual.share()).intValue(),
        group.findInteger(HttpOptions.CALLS).orElse((long) usual.calls()).intValue(),
        pause);
  }

  private Duration positive(String option, Duration usual) {
    Duration given = options.has(option) ? options.duration(option) : usual;
    if (given.isZero() || given.isNegative()) {
      throw wrong(option + " has no length");
    }
    return given;
  }

  private DponeException wrong(String what) {
    return HttpCode.INVALID_OPTION.error(place + ": " + what).build();
  }
}
