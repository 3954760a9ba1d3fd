package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.certification.vendors.testing.Reading;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Similarweb: a fetch that fails gives no position, so that nothing takes the place of what was
 * there.
 */
@Tag("unit")
class SimilarwebDeletesBeforeItFetchesTest {
  private static final Map<String, Object> OPTIONS =
      Map.of(
          "domains", List.of("site0.example", "site1.example"),
          "granularity", "daily",
          "start_date", "2025-01",
          "end_date", "2025-03");

  private static Bench bench() {
    Bench bench = new Bench("similarweb", new SimilarwebDouble());
    VendorStream visits = bench.stream("visits");
    for (int n = 0; n < 60 * 20; n++) {
      if (n % 20 < 2) {
        visits.insert(List.of(visits.row(n, 0, 0)));
      }
    }
    bench.context.time = InstantSource.fixed(Case.LATER);
    return bench;
  }

  @Test
  void creditsThatRunOutEndTheReadAndTheNextOneHasEverything() throws Exception {
    try (Bench bench = bench()) {
      AtomicInteger asked = new AtomicInteger();
      try (AutoCloseable look =
          bench.server.intercept(request ->
              asked.getAndIncrement() == 3
                  ? SimilarwebDouble.error(403, 403, "Out of data credits")
                  : null)) {
        assertThat(look).isNotNull();
        DponeException failure =
            catchThrowableOfType(
                DponeException.class,
                () -> bench.read("visits", OPTIONS, ReadMode.AFTER_POSITION, null));
        assertThat(failure.code()).isEqualTo("HTTP_QUOTA");
      }
      assertThat(bench.context.reserved).hasValue(0);
      assertThat(bench.full("visits", OPTIONS))
          .containsExactlyInAnyOrderElementsOf(bench.stream("visits").rows(row -> true));
    }
  }

  @Test
  void aMonthThatIsNotPublishedIsNotAskedFor() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-03-08T00:00:00Z"));
    Bench bench = bench();
    bench.context.time = now::get;
    try (bench;
        Source source = bench.source()) {
      Map<String, Object> options =
          Map.of("domains", List.of("site0.example"), "start_date", "2025-01");
      var selection = bench.select("visits", options);
      Reading first = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, null);
      assertThat(months(bench)).containsExactly("2025-01");
      now.set(Instant.parse("2025-03-12T00:00:00Z"));
      Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, first.position);
      assertThat(months(bench)).containsExactly("2025-01", "2025-02");
    }
  }

  private static List<String> months(Bench bench) {
    return bench.server.requests().stream()
        .map(request -> request.parameter("start_date").orElse(""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "404, 401, Data not found, HTTP_NOT_FOUND",
    "401, 401, Data not found, HTTP_NOT_FOUND",
    "403, 403, Invalid API Key, HTTP_UNAUTHORIZED",
    "403, 403, No credits are left, HTTP_QUOTA",
    "400, 101, Dates not in range, HTTP_BAD_REQUEST",
    "400, 102, Granularity not supported, HTTP_BAD_REQUEST",
    "403, 103, Country not available, HTTP_BAD_REQUEST",
    "429, 429, Too many requests, HTTP_THROTTLED"
  })
  void errorsAreWhatTheirCodeSays(int status, int error, String message, String code) {
    try (Bench bench = bench()) {
      bench.server.script(100, SimilarwebDouble.error(status, error, message));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("visits", OPTIONS));
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.oneLine()).doesNotContain("invented-api-key");
    }
  }

  @Test
  void aDomainThatIsNoneIsRefusedBeforeAnybodyIsAsked() {
    try (Bench bench = bench()) {
      for (String domain : List.of("CNN.COM", "shop.example/path", "https://shop.example")) {
        Map<String, Object> options = Map.of("domains", List.of(domain));
        assertThat(
                catchThrowableOfType(DponeException.class, () -> bench.full("visits", options))
                    .code())
            .isEqualTo("HTTP_STREAM_OPTION");
      }
      assertThat(bench.server.requests()).isEmpty();
    }
  }
}
