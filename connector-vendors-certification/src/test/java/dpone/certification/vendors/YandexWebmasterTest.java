package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.certify.kit.TestRow;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Yandex Webmaster: pages of outer records, sites by name, errors by their code. */
@Tag("unit")
class YandexWebmasterTest {
  @Test
  void analyticsHasPagesOfQueriesWhateverTheNumberOfTheirMeasures() {
    try (Bench bench = new Bench("yandex-webmaster", new WebmasterDouble())) {
      VendorStream analytics = bench.stream("query_analytics");
      List<TestRow> rows = new ArrayList<>();
      for (int n = 0; n < 25; n++) {
        rows.add(analytics.row(n, 0, 0));
      }
      analytics.insert(rows);
      assertThat(bench.full("query_analytics", Map.of("page_size", 10)))
          .containsExactlyInAnyOrderElementsOf(rows);
      assertThat(
              bench.server.requests().stream()
                  .filter(request -> request.method().equals("POST"))
                  .map(DoubleRequest::body))
          .hasSize(3)
          .allMatch(body -> body.contains("\"limit\": 10"));
    }
  }

  @Test
  void namedSitesAreReadWithoutAskingForAll() {
    try (Bench bench = new Bench("yandex-webmaster", new WebmasterDouble())) {
      VendorStream popular = bench.stream("popular_queries");
      popular.insert(List.of(popular.row(1, 0, 0)));
      Map<String, Object> options =
          Map.of(
              "hosts", List.of("https:shop.example:443"),
              "start_date", "2026-01-05",
              "end_date", "2026-01-05");
      assertThat(bench.full("popular_queries", options)).hasSize(1);
      assertThat(bench.server.requests().stream().map(DoubleRequest::path))
          .containsExactly("/user", "/user/42/hosts/https:shop.example:443/search-queries/popular");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, INVALID_OAUTH_TOKEN, HTTP_UNAUTHORIZED",
    "403, LACKS_OF_OAUTH_SCOPE, HTTP_UNAUTHORIZED",
    "403, HOST_NOT_VERIFIED, HTTP_FORBIDDEN",
    "404, HOST_NOT_INDEXED, HTTP_NOT_FOUND",
    "429, QUOTA_EXCEEDED, HTTP_QUOTA",
    "429, TOO_MANY_REQUESTS_ERROR, HTTP_THROTTLED"
  })
  void errorsAreWhatTheirCodeSays(int status, String error, String code) {
    try (Bench bench = new Bench("yandex-webmaster", new WebmasterDouble())) {
      bench.server.script(100, WebmasterDouble.error(status, error, "said"));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("hosts", Map.of()));
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.what()).contains(error);
      assertThat(failure.oneLine()).doesNotContain("invented-token");
    }
  }
}
