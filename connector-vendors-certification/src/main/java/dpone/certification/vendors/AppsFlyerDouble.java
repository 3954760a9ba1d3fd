package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A double of AppsFlyer's Pull API
 * (https://dev.appsflyer.com/hc/reference/raw_data_pull_api_tokenv2-overview): raw reports lead to
 * an address of their own, and all are text with a first line of names.
 */
public final class AppsFlyerDouble implements VendorDouble {
  /** Always let in, beside the one of a trial. */
  private static final String STANDARD = "invented-token";

  private static final String APP = "id123456789";
  private static final DataType TEXT = new DataType.Text();
  private static final DataType COUNT = new DataType.Int(64);
  private static final DataType NUMBER = new DataType.Decimal(38, 12);
  private static final DataType TIME = new DataType.Timestamp(3);
  private static final DataType DAY = new DataType.Date();
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  /** Names in the first line of a raw report, by the vendor's dictionary. */
  private static final List<String> RAW =
      List.of(
          "Attributed Touch Type",
          "Attributed Touch Time",
          "Install Time",
          "Event Time",
          "Event Name",
          "Event Value",
          "Event Revenue",
          "Event Revenue Currency",
          "Event Revenue USD",
          "Event Source",
          "Is Receipt Validated",
          "Partner",
          "Media Source",
          "Channel",
          "Keywords",
          "Campaign",
          "Campaign ID",
          "Adset",
          "Adset ID",
          "Ad",
          "Ad ID",
          "Ad Type",
          "Site ID",
          "Sub Site ID",
          "Sub Param 1",
          "Sub Param 2",
          "Sub Param 3",
          "Sub Param 4",
          "Sub Param 5",
          "Cost Model",
          "Cost Value",
          "Cost Currency",
          "Contributor 1 Partner",
          "Contributor 1 Media Source",
          "Contributor 1 Campaign",
          "Contributor 1 Touch Type",
          "Contributor 1 Touch Time",
          "Contributor 2 Partner",
          "Contributor 2 Media Source",
          "Contributor 2 Campaign",
          "Contributor 2 Touch Type",
          "Contributor 2 Touch Time",
          "Contributor 3 Partner",
          "Contributor 3 Media Source",
          "Contributor 3 Campaign",
          "Contributor 3 Touch Type",
          "Contributor 3 Touch Time",
          "Region",
          "Country Code",
          "State",
          "City",
          "Postal Code",
          "DMA",
          "IP",
          "WIFI",
          "Operator",
          "Carrier",
          "Language",
          "AppsFlyer ID",
          "Advertising ID",
          "IDFA",
          "Android ID",
          "Customer User ID",
          "IMEI",
          "IDFV",
          "Platform",
          "Device Type",
          "OS Version",
          "App Version",
          "SDK Version",
          "App ID",
          "App Name",
          "Bundle ID",
          "Is Retargeting",
          "Retargeting Conversion Type",
          "Attribution Lookback",
          "Reengagement Window",
          "Is Primary Attribution",
          "User Agent",
          "HTTP Referrer",
          "Original URL");

  private static final List<String> DAILY =
      List.of(
          "Date",
          "Agency/PMD (af_prt)",
          "Media Source (pid)",
          "Campaign (c)",
          "Impressions",
          "Clicks",
          "CTR",
          "Installs",
          "Conversion Rate",
          "Sessions",
          "Loyal Users",
          "Loyal Users/Installs",
          "Total Revenue",
          "Total Cost",
          "ROI",
          "ARPU",
          "Average eCPI");

  private final VendorStream installs =
      stream("installs_report", RAW, List.of("appsflyer_id"), "31d");
  private final VendorStream daily =
      stream("daily_report", DAILY, List.of("date", "campaign_c"), "31d");
  private final Map<String, String> reports = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile String token = "invented-token";

  private static VendorStream stream(
      String name, List<String> headers, List<String> key, String window) {
    List<VendorColumn> columns = new ArrayList<>();
    columns.add(VendorColumn.required("source_app_id", TEXT, (n, m, v) -> APP, APP, APP));
    columns.add(VendorColumn.required("resource_name", TEXT, (n, m, v) -> name, name, name));
    headers.forEach(header -> columns.add(column(header)));
    return new VendorStream(
        name,
        key,
        columns,
        Map.of("start_date", "2026-01-01", "end_date", "2026-01-31", "window", window),
        true,
        200);
  }

  static String name(String header) {
    return header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("_$", "");
  }

  private static VendorColumn column(String header) {
    String name = name(header);
    return switch (header) {
      // These tell rows apart, so that a row of nulls has them as well.
      case "AppsFlyer ID", "Campaign (c)" ->
          new VendorColumn(
              new TestTable.Column(name, TEXT, true),
              (n, m, v) -> header + " " + n,
              Cells.TEXT,
              Cells.TEXT + " 2");
      case "Date" ->
          new VendorColumn(
              new TestTable.Column(name, DAY, false),
              (n, m, v) -> Cells.day(LocalDate.of(2026, 1, 1), n % 31),
              "2026-01-31",
              "2026-01-31");
      case "Event Time" -> VendorColumn.of(name, TIME, (n, m, v) -> time(n), "1769903999999000");
      default ->
          header.endsWith("Time")
              ? VendorColumn.of(name, TIME, (n, m, v) -> time(n + v), "253402300799999000")
              : isNumber(header)
                  ? VendorColumn.of(
                      name,
                      NUMBER,
                      (n, m, v) -> Cells.decimal(BigDecimal.valueOf(n * 10L + v, 3)),
                      "-12345678901234567890123456.123456789012")
                  : isCount(header)
                      ? VendorColumn.of(
                          name,
                          COUNT,
                          (n, m, v) -> Integer.toString(n * 10 + v),
                          "9223372036854775807")
                      : VendorColumn.of(
                          name, TEXT, (n, m, v) -> header + ", " + n + "/" + v, Cells.TEXT);
    };
  }

  private static String time(int number) {
    return Cells.second(FIRST.plusSeconds(number % 2_000_000));
  }

  private static boolean isNumber(String header) {
    return List.of(
            "Event Revenue",
            "Event Revenue USD",
            "Cost Value",
            "CTR",
            "Conversion Rate",
            "Loyal Users/Installs",
            "Total Revenue",
            "Total Cost",
            "ROI",
            "ARPU",
            "Average eCPI")
        .contains(header);
  }

  private static boolean isCount(String header) {
    return List.of("Impressions", "Clicks", "Installs", "Sessions", "Loyal Users").contains(header);
  }

  @Override
  public List<VendorStream> streams() {
    return List.of(daily, installs);
  }

  @Override
  public Map<String, Object> connection(Map<String, String> secrets) {
    Map<String, Object> connection = new LinkedHashMap<>(secrets);
    connection.put("app_ids", List.of(APP));
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
  public DoubleAnswer answer(DoubleRequest request) {
    String report = reports.get(request.path());
    if (report != null) {
      return csv(200, report);
    }
    String given = request.header("Authorization").orElse("");
    if (!given.equals("Bearer " + token) && !given.equals("Bearer " + STANDARD)) {
      // The vendor may well repeat what it was given.
      return csv(401, "The supplied API token is invalid: " + given);
    }
    if (request.path().equals("/api/agg-data/export/app/" + APP + "/daily_report/v5")) {
      return csv(200, text(daily, DAILY));
    }
    if (request.path().equals("/api/raw-data/export/app/" + APP + "/installs_report/v5")) {
      String place = "/export/token/" + number.incrementAndGet();
      reports.put(place, text(installs, RAW));
      return csv(302, "").header("Location", place);
    }
    return csv(404, "App not found");
  }

  private static DoubleAnswer csv(int status, String text) {
    return DoubleAnswer.of(status, "text/csv", text, StandardCharsets.UTF_8);
  }

  private static String text(VendorStream stream, List<String> headers) {
    StringBuilder text = new StringBuilder("\ufeff");
    text.append(
        headers.stream().map(header -> Csv.field(header, ',')).collect(Collectors.joining(",")));
    text.append(",A Field That Is New\n");
    for (TestRow row : stream.rows(row -> true)) {
      for (String header : headers) {
        text.append(written(stream, row, header)).append(',');
      }
      text.append("x\n");
    }
    return text.toString();
  }

  private static String written(VendorStream stream, TestRow row, String header) {
    String cell = stream.cell(row, name(header));
    if (cell != null && header.endsWith("Time")) {
      return Cells.time(cell, "yyyy-MM-dd HH:mm:ss.SSS", ZoneOffset.UTC);
    }
    // Metrics that a report has none of are said to be so.
    return cell == null && isNumber(header) ? "N/A" : Csv.field(cell, ',');
  }
}
