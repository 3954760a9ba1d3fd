package dpone.toolkit.http.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Timeouts;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Options change what they name and leave the rest as it was. */
@Tag("unit")
class HttpReaderTest {
  private static final HttpSettings USUAL =
      HttpSettings.at(URI.create("https://api.example/"))
          .limits(Limits.of(Rate.perSecond(5)).concurrency(2));

  private static HttpSettings read(Map<String, Object> options) {
    return HttpReader.apply(USUAL, Options.of(options), "connection");
  }

  private static String refused(Map<String, Object> options) {
    DponeException failure = catchThrowableOfType(DponeException.class, () -> read(options));
    assertThat(failure.code()).isEqualTo("HTTP_INVALID_OPTION");
    return failure.oneLine();
  }

  @Test
  void nothingSaidChangesNothing() {
    assertThat(read(Map.of())).isEqualTo(USUAL);
    assertThat(read(Map.of("concurrency", 0L)).limits().concurrency()).isEqualTo(2);
  }

  @Test
  void everythingSaidIsThere() {
    HttpSettings read =
        read(
            Map.of(
                "connect_timeout", Duration.ofSeconds(1),
                "timeout", Duration.ofSeconds(2),
                "idle_timeout", Duration.ofSeconds(3),
                "total_timeout", Duration.ofSeconds(4),
                "proxy", "http://proxy.example:3128",
                "ssl_root_cert", "/ca.pem",
                "rate_limit",
                    List.of(
                        Options.of(Map.of("requests", 50L)),
                        Options.of(
                            Map.of("requests", 9L, "per", Duration.ofMinutes(1), "burst", 3L))),
                "concurrency", 7L,
                "longest_wait", Duration.ofSeconds(9),
                "circuit_breaker", Options.of(Map.of("calls", 5L))));
    assertThat(read.timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(read.wire().proxy()).isEqualTo(URI.create("http://proxy.example:3128"));
    assertThat(read.wire().rootCertificates()).isEqualTo("/ca.pem");
    assertThat(read.limits().rates())
        .containsExactly(Rate.perSecond(50), new Rate(9, Duration.ofMinutes(1), 3));
    assertThat(read.limits().concurrency()).isEqualTo(7);
    assertThat(read.limits().longestWait()).isEqualTo(Duration.ofSeconds(9));
    assertThat(read.limits().breaker().calls()).isEqualTo(5);
    assertThat(read.limits().breaker().share()).isEqualTo(80);
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertThat(refused(Map.of("timeout", Duration.ZERO))).contains("timeout has no length");
    assertThat(refused(Map.of("proxy", "https://proxy.example"))).contains("proxy");
    assertThat(refused(Map.of("proxy", "http://u:canary@proxy.example")))
        .contains("user")
        .doesNotContain("canary");
    assertThat(refused(Map.of("ssl_client_cert", "/a.crt"))).contains("ssl_client_key");
  }
}
