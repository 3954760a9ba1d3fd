package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.certification.vendors.testing.Reading;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Open Exchange Rates: the id in the query is shown nowhere, errors are what they say, nothing is
 * left out.
 */
@Tag("unit")
class OpenExchangeRatesPrintsItsAppIdTest {
  private static final String CANARY = "canary/id+with=marks&7f3a";
  private static final Map<String, Object> DAYS =
      Map.of("start_date", "2026-01-01", "end_date", "2026-01-03");

  private static Bench bench() {
    Bench bench = new Bench("openexchangerates", new OxrDouble()).with("app_id", CANARY);
    bench.vendor.accept(Map.of("app_id", CANARY));
    bench.context.time = InstantSource.fixed(Case.LATER);
    return bench;
  }

  @Test
  void theIdIsInNoMessageCauseLogOrPosition() {
    List<String> shown = new ArrayList<>();
    List<DoubleAnswer> answers =
        List.of(
            OxrDouble.error(401, "invalid_app_id", "Invalid App ID: " + CANARY),
            OxrDouble.error(404, "not_found", "no " + CANARY),
            DoubleAnswer.json(500, "{\"query\": \"app_id=" + encoded() + "\"}"),
            DoubleAnswer.json(429, "{\"path\": \"/x?app_id=" + encoded() + "\"}"),
            DoubleAnswer.json("{\"no\": \"" + CANARY + "\"}"),
            DoubleAnswer.json("{}").header("Location", "http://other.example/?app_id=" + encoded()),
            DoubleAnswer.of(302, "text/plain", "", StandardCharsets.UTF_8)
                .header("Location", "http://other.example/?app_id=" + encoded()),
            DoubleAnswer.json("{\"rates\": {\"" + CANARY + "\": \"x\"}}").truncated());
    for (DoubleAnswer answer : answers) {
      try (Bench bench = bench()) {
        bench.server.script(100, answer);
        shown.addAll(everything(bench));
      }
    }
    Bench gone = bench();
    gone.close();
    shown.addAll(everything(gone));
    try (Bench bench = bench();
        Source source = bench.source()) {
      Reading read =
          Reading.of(source, bench.select("historical", DAYS), ReadMode.AFTER_POSITION, null);
      shown.add(String.valueOf(read.position));
      shown.addAll(bench.context.lines);
      assertThat(bench.server.requests())
          .allMatch(request -> request.parameter("app_id").orElse("").equals(CANARY));
    }
    assertThat(shown).hasSizeGreaterThan(9);
    assertThat(shown).noneMatch(text -> text.contains(CANARY) || text.contains(encoded()));
    assertThat(shown).noneMatch(text -> text.contains("7f3a"));
  }

  private static String encoded() {
    return URLEncoder.encode(CANARY, StandardCharsets.UTF_8);
  }

  private static List<String> everything(Bench bench) {
    DponeException failure =
        catchThrowableOfType(DponeException.class, () -> bench.full("historical", DAYS));
    List<String> all = new ArrayList<>(bench.context.lines);
    bench.context.failures.forEach(each -> all.add(each.oneLine()));
    all.add(failure.oneLine());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.add(cause.toString());
      for (Throwable suppressed : cause.getSuppressed()) {
        all.add(suppressed.toString());
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "401, missing_app_id, none, HTTP_UNAUTHORIZED",
    "401, invalid_app_id, wrong, HTTP_UNAUTHORIZED",
    "429, not_allowed, the plan does not allow it, HTTP_FORBIDDEN",
    "429, access_restricted, too much, HTTP_QUOTA",
    "403, access_restricted, restricted for repeated over-use, HTTP_QUOTA",
    "403, access_restricted, account closed, HTTP_FORBIDDEN",
    "400, invalid_base, no such base, HTTP_BAD_REQUEST",
    "404, not_found, no such route, HTTP_NOT_FOUND",
    "429, too_many, slower, HTTP_THROTTLED",
    "200, anything_new, an error with status 200, HTTP_UNEXPECTED"
  })
  void errorsAreWhatTheirMessageSays(int status, String message, String description, String code) {
    try (Bench bench = bench()) {
      bench.server.script(100, OxrDouble.error(status, message, description));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("historical", DAYS));
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.what()).contains(description);
    }
  }

  @Test
  void aSymbolThatTheVendorDoesNotKnowIsNamed() {
    try (Bench bench = bench()) {
      VendorStream latest = bench.stream("latest");
      latest.insert(List.of(latest.row(0, 0, 0), latest.row(1, 0, 0), latest.row(2, 0, 0)));
      Map<String, Object> known = Map.of("symbols", List.of("AAA", "AAC"));
      assertThat(bench.full("latest", known)).hasSize(2);
      Map<String, Object> unknown = Map.of("symbols", List.of("AAA", "QQQ", "RRR"));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("latest", unknown));
      assertThat(failure.code()).isEqualTo("HTTP_STREAM_OPTION");
      assertThat(failure.what()).contains("QQQ, RRR").doesNotContain("AAA");
      Map<String, Object> skipped =
          Map.of("symbols", List.of("AAA", "QQQ"), "missing_symbols", "skip");
      assertThat(bench.full("latest", skipped)).hasSize(1);
      Map<String, Object> malformed = Map.of("symbols", List.of("eur&base=x"));
      assertThat(
              catchThrowableOfType(DponeException.class, () -> bench.full("latest", malformed))
                  .code())
          .isEqualTo("HTTP_STREAM_OPTION");
    }
  }

  @Test
  void ratesKeepEveryDigit() {
    try (Bench bench = bench()) {
      VendorStream latest = bench.stream("latest");
      String exact = "12345678901234567890.123456789012345678";
      latest.insert(List.of(latest.row(0, 0, 0).with(1, exact)));
      assertThat(bench.full("latest", Map.of()).getFirst().cell(1)).isEqualTo(exact);
      bench.server.script(
          1,
          DoubleAnswer.json(
              "{\"timestamp\": 1, \"base\": \"USD\", \"rates\": {\"BTC\": 9.64e-05}}"));
      assertThat(bench.full("latest", Map.of()).getFirst().cell(1)).isEqualTo("0.0000964");
      bench.server.script(
          1,
          DoubleAnswer.json("{\"timestamp\": 1, \"base\": \"USD\", \"rates\": {\"BTC\": 1e-19}}"));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("latest", Map.of()));
      assertThat(failure.code()).isEqualTo("FORMAT_VALUE_OUT_OF_RANGE");
    }
  }
}
