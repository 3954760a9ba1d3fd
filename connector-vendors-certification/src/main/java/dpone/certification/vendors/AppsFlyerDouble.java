package dpone.certification.vendors;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A double of AppsFlyer's Pull API
 * (https://dev.appsflyer.com/hc/reference/raw_data_pull_api_tokenv2-overview): raw reports lead to
 * an address of their own, end at their largest number of rows without a word, and all are text
 * with a first line of names.
 */
public final class AppsFlyerDouble implements VendorDouble {
  /** Always let in, beside the one of a trial. */
  private static final String STANDARD = "invented-token";

  private static final String RAW = "/api/raw-data/export/app/" + AppsFlyerReports.APP + "/";
  private static final String AGGREGATE = "/api/agg-data/export/app/" + AppsFlyerReports.APP + "/";
  private static final String FILES = "/export/token/";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final LocalDateTime START = LocalDateTime.parse("2026-01-01T00:00:00");

  private final VendorStream installs = AppsFlyerReports.installs();
  private final VendorStream daily = AppsFlyerReports.daily();
  private final VendorStream partners = AppsFlyerReports.partners();

  /**
   * A raw report that was made.
   *
   * @param later whether it is not the first of a read
   */
  private record Made(String text, boolean later) {}

  private final Map<String, Made> reports = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile String token = "invented-token";

  @Override
  public List<VendorStream> streams() {
    return List.of(installs, daily, partners);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("app_ids", List.of(AppsFlyerReports.APP));
    return connection;
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_token", STANDARD);
  }

  @Override
  public void accept(Map<String, String> secrets) {
    token = secrets.getOrDefault("api_token", "");
  }

  @Override
  public Optional<PagedTables> pages(ScriptedServer server) {
    return Optional.of(new AppsFlyerPages(this, installs, server));
  }

  @Override
  public DoubleAnswer answer(DoubleRequest request) {
    Made report = reports.get(request.path());
    if (report != null) {
      return csv(200, report.text());
    }
    String given = request.header("Authorization").orElse("");
    if (!given.equals("Bearer " + token) && !given.equals("Bearer " + STANDARD)) {
      // The vendor may well repeat what it was given.
      return csv(401, "The supplied API token is invalid: " + given);
    }
    if (request.path().equals(AGGREGATE + "daily_report/v5")) {
      return csv(200, AppsFlyerReports.text(daily, AppsFlyerReports.DAILY, all(daily)));
    }
    if (request.path().equals(AGGREGATE + "partners_report/v5")) {
      return csv(200, AppsFlyerReports.text(partners, AppsFlyerReports.PARTNERS, all(partners)));
    }
    return isRaw(request) ? made(request, rows(request)) : csv(404, "App not found");
  }

  private static List<TestRow> all(VendorStream stream) {
    return stream.rows(row -> true);
  }

  private static DoubleAnswer csv(int status, String text) {
    return DoubleAnswer.of(status, "text/csv", text, StandardCharsets.UTF_8);
  }

  /** Whether a request asks for a raw report to be made. */
  boolean isRaw(DoubleRequest request) {
    return request.path().equals(RAW + "installs_report/v5");
  }

  /** Whether it asks for one that is not the first of a read. */
  boolean isLater(DoubleRequest request) {
    return isRaw(request) && from(request).isAfter(START);
  }

  /** Whether it fetches such a one. */
  boolean fetchesLater(DoubleRequest request) {
    Made report = reports.get(request.path());
    return report != null && report.later();
  }

  /** The answer that tells where a report with those rows is fetched. */
  DoubleAnswer made(DoubleRequest request, List<TestRow> rows) {
    String place = FILES + number.incrementAndGet();
    String text = AppsFlyerReports.text(installs, AppsFlyerReports.RAW, rows);
    reports.put(place, new Made(text, isLater(request)));
    return csv(302, "").header("Location", place);
  }

  /** The rows that a raw report has, oldest first, and those without a time with the first one. */
  List<TestRow> rows(DoubleRequest request) {
    return rows(request, from(request), to(request));
  }

  /** The rows that the first report has, whatever was asked for. */
  List<TestRow> firstRows(DoubleRequest request) {
    return rows(request, START, START.plusDays(1));
  }

  /** The rows behind a report. */
  List<TestRow> rowsBehind(DoubleRequest request) {
    return rows(request, to(request), START.plusYears(1));
  }

  private List<TestRow> rows(DoubleRequest request, LocalDateTime from, LocalDateTime to) {
    List<TestRow> within =
        new ArrayList<>(
            installs.rows(row -> {
              LocalDateTime time = time(row);
              return !time.isBefore(from) && time.isBefore(to);
            }));
    within.sort(Comparator.comparing(this::time));
    return within.subList(0, Math.min(within.size(), request.number("maximum_rows", 200_000)));
  }

  private LocalDateTime time(TestRow row) {
    String cell = installs.cell(row, "event_time");
    return cell == null ? START : LocalDateTime.ofInstant(Cells.moment(cell), ZoneOffset.UTC);
  }

  private static LocalDateTime from(DoubleRequest request) {
    return LocalDateTime.parse(request.parameter("from").orElseThrow(), SECOND);
  }

  private static LocalDateTime to(DoubleRequest request) {
    return LocalDateTime.parse(request.parameter("to").orElseThrow(), SECOND);
  }
}
