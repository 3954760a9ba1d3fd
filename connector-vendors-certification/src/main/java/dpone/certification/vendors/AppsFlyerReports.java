package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reports of AppsFlyer: their first lines, what stands in them, and how it is written. Raw rows of
 * even numbers happened on one day and those of odd numbers some weeks later, so that reports of
 * the time between have none.
 */
final class AppsFlyerReports {
  static final String APP = "id123456789";

  private static final DataType TEXT = new DataType.Text();
  private static final DataType COUNT = new DataType.Int(64);
  private static final DataType NUMBER = new DataType.Decimal(38, 12);
  private static final DataType TIME = new DataType.Timestamp(3);
  private static final DataType DAY = new DataType.Date();
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LATER_DAYS = 22;
  private static final String START = "2026-01-01";
  private static final String END = "2026-01-31";

  /** Names in the first line of a raw report, by the vendor's dictionary. */
  static final List<String> RAW =
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

  static final List<String> DAILY =
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

  static final List<String> PARTNERS = DAILY.subList(1, DAILY.size());

  private AppsFlyerReports() {}

  static VendorStream installs() {
    return stream("installs_report", RAW, List.of("appsflyer_id"), "5d");
  }

  static VendorStream daily() {
    return stream("daily_report", DAILY, List.of("date", "campaign_c"), "31d");
  }

  /** About the whole of what is asked for, so that its days are those of the request. */
  static VendorStream partners() {
    return stream("partners_report", PARTNERS, List.of("campaign_c"), "31d");
  }

  private static VendorStream stream(
      String name, List<String> headers, List<String> key, String window) {
    List<VendorColumn> columns = new ArrayList<>();
    columns.add(constant("source_app_id", TEXT, APP));
    columns.add(constant("resource_name", TEXT, name));
    if (!headers.contains("Event Time") && !headers.contains("Date")) {
      columns.add(constant("from_date", DAY, START));
      columns.add(constant("to_date", DAY, END));
    }
    headers.forEach(header -> columns.add(column(header)));
    return new VendorStream(
        name,
        key,
        columns,
        Map.of("start_date", START, "end_date", END, "window", window),
        true,
        200);
  }

  private static VendorColumn constant(String name, DataType type, String value) {
    return VendorColumn.required(name, type, (n, m, v) -> value, value, value);
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
      case "Event Time" -> VendorColumn.of(name, TIME, (n, m, v) -> event(n), "1769903999999000");
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

  private static String event(int number) {
    Instant day = number % 2 == 0 ? FIRST : FIRST.plus(Duration.ofDays(LATER_DAYS));
    return Cells.second(day.plusSeconds(number % 80_000L));
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

  /** A report with those rows. */
  static String text(VendorStream stream, List<String> headers, List<TestRow> rows) {
    StringBuilder text = new StringBuilder("\ufeff");
    text.append(
        headers.stream().map(header -> Csv.field(header, ',')).collect(Collectors.joining(",")));
    text.append(",A Field That Is New\n");
    for (TestRow row : rows) {
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
