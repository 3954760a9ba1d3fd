package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.certification.vendors.testing.Reading;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Bank of Russia: a day whose answer is a server error is asked for again, and weekends. */
@Tag("unit")
class CbrNeverRetriesA5xxTest {
  private static final Map<String, Object> WEEK =
      Map.of("start_date", "2026-01-22", "end_date", "2026-01-26");

  @Test
  void everyDayOfAWeekComesThoughTheServerFailsInBetween() throws Exception {
    try (Bench bench = new Bench("cbr", new CbrDouble())) {
      VendorStream daily = bench.stream("daily_rates");
      daily.insert(week(daily));
      bench.context.retries = 2;
      // Each day fails twice before it is answered.
      int[] asked = {0};
      try (AutoCloseable look =
          bench.server.intercept(request ->
              asked[0]++ % 3 < 2
                  ? DoubleAnswer.of(502, "text/html", "<html/>", StandardCharsets.UTF_8)
                  : null)) {
        assertThat(look).isNotNull();
        assertThat(bench.full("daily_rates", WEEK)).hasSize(15);
      }
      assertThat(bench.server.requests()).hasSize(15);
      assertThat(bench.context.failures)
          .hasSize(10)
          .allMatch(failure -> failure.code().equals("HTTP_SERVER_ERROR"));
    }
  }

  private static List<dpone.certify.kit.TestRow> week(VendorStream daily) {
    // Thursday to Monday; the rates of Sunday and Monday are those of Saturday.
    List<String> days =
        List.of("2026-01-22", "2026-01-23", "2026-01-24", "2026-01-25", "2026-01-26");
    return IntStream.range(0, 15)
        .mapToObj(n -> {
          String day = days.get(n / 3);
          String of = day.compareTo("2026-01-24") > 0 ? "2026-01-24" : day;
          return daily.row(n, 0, 0).with(0, day).with(1, of);
        })
        .toList();
  }

  @Test
  void aWeekendKeepsTheDayThatWasAskedForAndTheDayOfItsRates() {
    try (Bench bench = new Bench("cbr", new CbrDouble())) {
      VendorStream daily = bench.stream("daily_rates");
      daily.insert(week(daily));
      assertThat(bench.full("daily_rates", WEEK).stream().map(r -> r.cell(0) + " " + r.cell(1)))
          .contains("2026-01-24 2026-01-24", "2026-01-25 2026-01-24", "2026-01-26 2026-01-24");
    }
  }

  @Test
  void thePositionIsThatOfTheDayThatWasAskedFor() {
    try (Bench bench = new Bench("cbr", new CbrDouble());
        Source source = bench.source()) {
      // Ten in the evening of Sunday in London is one in the morning of Monday in Moscow.
      bench.context.time = InstantSource.fixed(Instant.parse("2026-01-25T22:00:00Z"));
      var selection = bench.select("daily_rates", Map.of("start_date", "2026-01-24"));
      Reading first = Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, null);
      assertThat(asked(bench)).containsExactly("24/01/2026", "25/01/2026", "26/01/2026");
      bench.context.time = InstantSource.fixed(Instant.parse("2026-01-26T22:00:00Z"));
      Reading.toTheEnd(source, selection, ReadMode.AFTER_POSITION, first.position);
      assertThat(asked(bench)).endsWith("26/01/2026", "27/01/2026").hasSize(4);
    }
  }

  private static List<String> asked(Bench bench) {
    return bench.server.requests().stream()
        .map(request -> request.parameter("date_req").orElse(""))
        .toList();
  }

  @Test
  void aRequestThatTheBankCallsWrongIsNoEmptyDay() {
    try (Bench bench = new Bench("cbr", new CbrDouble())) {
      bench.server.script(
          1,
          DoubleAnswer.of(
              200,
              "application/xml",
              "<?xml version=\"1.0\"?><ValCurs>Error in parameters</ValCurs>",
              StandardCharsets.US_ASCII));
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> bench.full("daily_rates", WEEK));
      assertThat(failure.code()).isEqualTo("HTTP_BAD_REQUEST");
    }
  }
}
