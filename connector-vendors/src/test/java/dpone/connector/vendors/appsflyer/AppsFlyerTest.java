package dpone.connector.vendors.appsflyer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.connector.vendors.testing.HttpDouble;
import dpone.connector.vendors.testing.OptionValues;
import dpone.connector.vendors.testing.Reading;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is promised of AppsFlyer, held against a double of its documentation. */
@Tag("integration")
class AppsFlyerTest {
  private static final String EVENTS = "in_app_events_report";

  private final TestContext context = new TestContext();
  private final Map<String, Object> options = new HashMap<>();
  private final Map<String, Object> connection = new HashMap<>();
  private List<String> columns = List.of();
  private AppsFlyerDouble appsflyer;

  @BeforeEach
  void open() throws IOException {
    appsflyer = new AppsFlyerDouble();
    context.time = InstantSource.fixed(Instant.parse("2026-01-31T00:00:00Z"));
    // An event every 17 minutes, and five at the last second of a day.
    LocalDateTime at = LocalDateTime.parse("2026-01-29T00:00:00");
    for (int i = 0; i < 160; i++) {
      appsflyer.events.add(at.plusMinutes(17L * i));
    }
    for (int i = 0; i < 5; i++) {
      appsflyer.events.add(LocalDateTime.parse("2026-01-29T23:59:59"));
    }
    options.putAll(Map.of("start_date", "2026-01-29", "end_date", "2026-01-30"));
    connection.putAll(
        Map.of(
            "url", appsflyer.api.uri("").toString(),
            "api_token", AppsFlyerDouble.TOKEN,
            "app_ids", List.of("id1"),
            "download_hosts", List.of(appsflyer.downloads.uri("").toString()),
            "rate_limit", List.of(Map.of("requests", 1000))));
  }

  @AfterEach
  void close() {
    appsflyer.close();
    assertThat(context.reserved).hasValue(0);
  }

  private Source source() {
    Options values = OptionValues.of(AppsFlyerOptions.CONNECTION, connection);
    return new AppsFlyerConnector().source(new Endpoint(values, Options.NONE), context);
  }

  private StreamSelection selection(String name) {
    return new StreamSelection(
        name, null, columns, null, null, OptionValues.of(AppsFlyerOptions.STREAM, options));
  }

  private List<Reading> run(String name, ReadMode mode, @Nullable Position from, int sessions) {
    List<Reading> loads = new ArrayList<>();
    Position position = from;
    try (Source source = source()) {
      for (int i = 0; i < sessions; i++) {
        Reading load = Reading.of(source, selection(name), mode, position, 1);
        loads.add(load);
        position = load.position;
        if (load.complete) {
          break;
        }
      }
    }
    return loads;
  }

  private List<String> times(List<Reading> loads) {
    return loads.stream().flatMap(load -> load.column("event_time").stream()).sorted().toList();
  }

  private List<String> wanted() {
    return appsflyer.events.stream()
        .map(e ->
            "\""
                + e.format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
                + "\"")
        .sorted()
        .toList();
  }

  private DponeException failure(String stream) {
    return catchThrowableOfType(DponeException.class, () -> run(stream, ReadMode.FULL, null, 1));
  }

  private static String plain(String time) {
    return time.replace(".000", "");
  }

  private void allOnce(List<Reading> loads) {
    assertThat(times(loads).stream().map(AppsFlyerTest::plain)).containsExactlyElementsOf(wanted());
  }

  @Test
  void aRunAsksForNoMoreReportsThanItMay() {
    options.put("window", "1d");
    options.put("max_reports", 1);
    DponeException failure = failure(EVENTS);
    assertThat(failure.code()).isEqualTo("HTTP_MAX_PAGES");
    assertThat(failure.toString()).contains("more than 1 reports");
    assertThat(appsflyer.reports).hasSize(1);
    options.put("max_reports", 2);
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
  }

  @Test
  void aReportIsFetchedWhereTheApiSendsToWithoutTheToken() {
    List<Reading> loads = run(EVENTS, ReadMode.FULL, null, 1);
    allOnce(loads);
    assertThat(appsflyer.reports)
        .containsExactly("id1 in_app_events_report 2026-01-29 00:00:00/2026-01-31 00:00:00");
    assertThat(loads.get(0).rows.get(0))
        .containsEntry("source_app_id", "\"id1\"")
        .containsEntry("resource_name", "\"in_app_events_report\"")
        .containsEntry("event_revenue", "0.123456789000")
        .containsEntry("event_value", "\"{\\\"n\\\":1}\"")
        .containsEntry("campaign", "null");
    assertThat(appsflyer.downloads.asked)
        .hasSize(1)
        .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEmpty());
  }

  @Test
  void whatWasCutOffGoesOnWhereItWasAndNothingIsPaidForTwice() {
    options.put("maximum_rows", 1_000);
    for (int i = 0; i < 2_500; i++) {
      appsflyer.events.add(LocalDateTime.parse("2026-01-30T00:00:30").plusSeconds(30L * i));
    }
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
    assertThat(appsflyer.reports).hasSize(3);
    assertThat(appsflyer.reports.get(1)).contains(" 2026-01-29 00:00:00/2026-01-30 ");
  }

  @Test
  void theSameWithTheOldestFirst() {
    appsflyer.newestFirst = false;
    options.put("maximum_rows", 1_000);
    for (int i = 0; i < 2_500; i++) {
      appsflyer.events.add(LocalDateTime.parse("2026-01-30T00:00:30").plusSeconds(30L * i));
    }
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
    assertThat(appsflyer.reports).hasSize(3);
    assertThat(appsflyer.reports.get(1)).endsWith("/2026-01-31 00:00:00");
  }

  @Test
  void withoutAnOrderAWindowIsHalved() {
    appsflyer.shuffled = true;
    options.put("maximum_rows", 1_000);
    for (int i = 0; i < 1_500; i++) {
      appsflyer.events.add(LocalDateTime.parse("2026-01-30T00:00:30").plusSeconds(30L * i));
    }
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
    assertThat(appsflyer.reports.size()).isGreaterThan(3);
  }

  @Test
  void anEndThatIsIncludedDoublesNothing() {
    appsflyer.endIncluded = true;
    options.put("window", "1d");
    appsflyer.events.add(LocalDateTime.parse("2026-01-30T00:00:00"));
    List<Reading> loads = run(EVENTS, ReadMode.FULL, null, 1);
    allOnce(loads);
    assertThat(loads.get(0).filtered).isEqualTo(1);
  }

  @Test
  void aPlanThatGivesFewerRowsThanWereAskedForIsNoticed() {
    columns = List.of("event_time");
    appsflyer.planRows = AppsFlyerOptions.USUAL_ROWS;
    appsflyer.events.clear();
    for (int i = 0; i < 60_000; i++) {
      for (int n = 0; n < 4; n++) {
        appsflyer.events.add(LocalDateTime.parse("2026-01-29T00:00:00").plusSeconds(i));
      }
    }
    List<Reading> loads = run(EVENTS, ReadMode.FULL, null, 1);
    assertThat(loads.get(0).rows).hasSize(240_000);
    assertThat(appsflyer.reports).hasSize(2);
  }

  @Test
  void aRunThatIsCutOffGoesOnAtTheNextWindow() {
    options.put("window", "6h");
    List<Reading> first = run(EVENTS, ReadMode.AFTER_POSITION, null, 2);
    assertThat(first.getLast().complete).isFalse();
    int paid = appsflyer.reports.size();
    List<Reading> rest = run(EVENTS, ReadMode.AFTER_POSITION, first.getLast().position, 100);
    List<Reading> all = new ArrayList<>(first);
    all.addAll(rest);
    // What is younger than an hour is left for later.
    appsflyer.events.removeIf(e -> !e.isBefore(LocalDateTime.parse("2026-01-30T23:00:00")));
    allOnce(all);
    assertThat(paid).isEqualTo(2);
    assertThat(appsflyer.reports).doesNotHaveDuplicates();
  }

  @Test
  void severalAppsAreReadOneByOne() {
    connection.put("app_ids", List.of("id1", "com.example.app"));
    List<Reading> loads = run(EVENTS, ReadMode.FULL, null, 1);
    assertThat(loads.get(0).column("source_app_id")).contains("\"id1\"", "\"com.example.app\"");
    assertThat(loads.get(0).rows).hasSize(2 * appsflyer.events.size());
  }

  @Test
  void aQuotaThatIsUsedUpHasACategoryOfItsOwnAndIsNotTriedAgain() {
    appsflyer.quota = 0;
    context.retries = 5;
    DponeException failure = failure(EVENTS);
    assertThat(failure.code()).isEqualTo("HTTP_QUOTA");
    assertThat(failure.category()).isEqualTo(ErrorCategory.QUOTA);
    assertThat(failure.what()).contains("maximum number of in-app event reports");
    assertThat(appsflyer.api.asked).hasSize(1);
    assertThat(failure("daily_report").code()).isEqualTo("HTTP_QUOTA");
    assertThat(appsflyer.api.asked).hasSize(2);
  }

  @Test
  void aQuotaThatEndsOnTheWayLeavesAPositionToGoOnFrom() {
    options.put("window", "1d");
    appsflyer.quota = 1;
    List<Reading> first = run(EVENTS, ReadMode.AFTER_POSITION, null, 1);
    DponeException failure =
        catchThrowableOfType(
            DponeException.class,
            () -> run(EVENTS, ReadMode.AFTER_POSITION, first.get(0).position, 1));
    assertThat(failure.code()).isEqualTo("HTTP_QUOTA");
    appsflyer.quota = 1_000;
    run(EVENTS, ReadMode.AFTER_POSITION, first.get(0).position, 10);
    assertThat(appsflyer.reports).doesNotHaveDuplicates();
  }

  @Test
  void aStormOfRefusalsIsWaitedOut() {
    HttpDouble.Script usual = appsflyer.api.script;
    int[] calls = {0};
    appsflyer.api.script =
        asked ->
            calls[0]++ < 4
                ? HttpDouble.Answer.of(429, "slow down").header("Retry-After", "0")
                : usual.answer(asked);
    context.retries = 5;
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
  }

  @Test
  void aReportThatBreaksOffIsAskedForAgain() {
    HttpDouble.Script usual = appsflyer.downloads.script;
    int[] calls = {0};
    appsflyer.downloads.script =
        asked -> calls[0]++ == 0 ? usual.answer(asked).cutAfter(300) : usual.answer(asked);
    context.retries = 2;
    allOnce(run(EVENTS, ReadMode.FULL, null, 1));
    assertThat(context.failures).extracting(DponeException::code).contains("HTTP_TRUNCATED");
  }

  @Test
  void aPlanWithoutTheReportIsNamedAlsoWhereTheStatusIsFine() {
    appsflyer.api.script =
        asked ->
            HttpDouble.Answer.of(
                200, "Your current subscription package doesn't include raw data reports");
    DponeException failure = failure(EVENTS);
    assertThat(failure.code()).isEqualTo("HTTP_FORBIDDEN");
    assertThat(failure.what()).contains("subscription package");
  }

  @Test
  void proseInsteadOfAReportIsNamed() {
    appsflyer.api.script = asked -> HttpDouble.Answer.of(200, "Something is wrong today");
    assertThat(failure(EVENTS).code()).isEqualTo("HTTP_UNEXPECTED");
  }

  @Test
  void aTokenThatIsRefusedIsNamedAndNotShown() {
    connection.put("api_token", "another-token");
    DponeException failure = failure(EVENTS);
    assertThat(failure.code()).isEqualTo("HTTP_UNAUTHORIZED");
    assertThat(failure.toString()).doesNotContain("another-token");
  }

  @Test
  void anAppThatDoesNotExistIsNamed() {
    connection.put("app_ids", List.of("id404"));
    assertThat(failure(EVENTS).code()).isEqualTo("HTTP_NOT_FOUND");
  }

  @Test
  void aDownloadElsewhereIsNotFollowed() {
    connection.put("download_hosts", List.of("other.example"));
    assertThat(failure(EVENTS).code()).isEqualTo("HTTP_OTHER_ORIGIN");
    assertThat(appsflyer.downloads.asked).isEmpty();
  }

  @Test
  void anAggregateReportHasNumbersAndWhatIsNone() {
    options.put("event_columns", List.of("af_purchase (Unique users)"));
    List<Reading> loads = run("daily_report", ReadMode.FULL, null, 1);
    assertThat(loads.get(0).rows.get(0))
        .containsEntry("date", "\"2026-01-30\"")
        .containsEntry("campaign_c", "\"spring, sale\"")
        .containsEntry("impressions", "null")
        .containsEntry("clicks", "12")
        .containsEntry("loyal_users_installs", "0.666700000000")
        .containsEntry("total_cost", "null")
        .containsEntry("af_purchase_unique_users", "7.000000000000");
    assertThat(appsflyer.reports).containsExactly("id1 daily_report 2026-01-29/2026-01-30");
  }

  @Test
  void optionsOfAnotherKindOfReportAreRefused() {
    options.put("additional_fields", List.of("device_model"));
    DponeException failure = failure("daily_report");
    assertThat(failure.code()).isEqualTo("HTTP_STREAM_OPTION");
    assertThat(failure.what()).contains("additional_fields", "installs_report");
    options.put("additional_fields", List.of("no_such_field"));
    assertThat(failure(EVENTS).what()).contains("no_such_field");
  }

  @Test
  void aWindowThatTheApiDoesNotGiveIsRefused() {
    options.put("window", "32d");
    assertThat(failure(EVENTS).what()).contains("31 days");
    options.put("window", "6h");
    assertThat(failure("daily_report").what()).contains("whole days");
  }
}
